import { hash } from 'node:crypto';
import { type AgentKey, printAgentKeys } from '../protocol/agent-key.ts';

/**
 * Keys of `count` simulated agents, `agent-1` with id 001 and so on, the same on every call: managers and agents that
 * are started with them need no enrollment. No secret: whoever reads this can compute them.
 */
export function sharedKeys(count: number): readonly AgentKey[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `agent-${index + 1}`;
    return { id: String(index + 1).padStart(3, '0'), name, ip: 'any', key: hash('sha256', name) };
  });
}

/** The same as the text of a `client.keys` file, for `--keys` of both programs. */
export function writeSharedKeys(count: number): string {
  return printAgentKeys(sharedKeys(count));
}
