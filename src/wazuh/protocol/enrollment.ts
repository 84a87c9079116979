import { hash } from 'node:crypto';
import { type AgentKey, parseAgentKey, printAgentKey } from './agent-key.ts';
import type { Refusal } from './refusal.ts';

/** What an agent asks authd on port 1515 in one line. */
export interface EnrollmentRequest {
  readonly name: string;
  readonly password?: string | undefined;
  /** As in `v4.14.7`. */
  readonly version?: string | undefined;
  readonly groups?: readonly string[] | undefined;
  /** `src` = the address that the request comes from, which is a balancer's behind one. */
  readonly ip?: string | undefined;
  /** `keyHash` of the key that the agent still has. */
  readonly keyHash?: string | undefined;
}

export type EnrollmentAnswer = { readonly key: AgentKey } | { readonly error: string };

/** Longer requests are cut off (OS_SIZE_65536 + OS_SIZE_4096). */
export const LONGEST_REQUEST = 65_536 + 4_096;

const WORD = "'([^']{0,4096})'";
const REQUEST = new RegExp(
  `^(?:OSSEC PASS: (.{0,4096}) )?OSSEC A:${WORD}(?: V:${WORD})?(?: G:${WORD})?(?: IP:${WORD})?(?: K:${WORD})?\\s*$`,
);
const NAME = /^[A-Za-z0-9_.-]{2,128}$/;

/** @param line with or without the line end */
export function parseEnrollmentRequest(line: string): EnrollmentRequest | Refusal {
  const [matched, password, name = '', version, groups, ip, keyHash] =
    REQUEST.exec(line.replace(/\r?\n$/, '')) ?? [];
  if (matched === undefined) return { refused: 'Invalid request for new agent' };
  if (!NAME.test(name)) return { refused: `Invalid agent name: ${name}` };
  return { name, password, version, groups: groups?.split(','), ip, keyHash };
}

/** The fields stand in the one order that authd reads. */
export function printEnrollmentRequest(request: EnrollmentRequest): string {
  const { name, password, version, groups, ip, keyHash } = request;
  const field = (letter: string, value: string | undefined) =>
    value === undefined ? '' : ` ${letter}:'${value}'`;
  const pass = password === undefined ? '' : `OSSEC PASS: ${password} `;
  return `${pass}OSSEC A:'${name}'${field('V', version)}${field('G', groups?.join(','))}${field('IP', ip)}${field('K', keyHash)}\n`;
}

export function parseEnrollmentAnswer(line: string): EnrollmentAnswer | Refusal {
  const text = line.replace(/\s+$/, '');
  const key = /^OSSEC K:'([^']*)'$/.exec(text)?.[1];
  const parsed = key === undefined ? undefined : parseAgentKey(key);
  if (parsed !== undefined) return { key: parsed };
  const error = /^ERROR: (.*?)(?:\. Unable to add agent)?$/.exec(text)?.[1];
  return error === undefined ? { refused: 'this is no answer to an enrollment' } : { error };
}

export function printEnrollmentAnswer(answer: EnrollmentAnswer): string {
  return 'key' in answer
    ? `OSSEC K:'${printAgentKey(answer.key)}'\n`
    : `ERROR: ${answer.error}. Unable to add agent\n`;
}

/** How an agent proves that it has this key without saying it. */
export function keyHash({ id, name, key }: AgentKey): string {
  return hash('sha1', id + name + key);
}
