import { hash } from 'node:crypto';
import type { AgentKey } from './agent-key.ts';

/** The 47 characters that agent and manager encrypt with (Wazuh 4.x, os_crypto). */
export function encryptionKey({ id, name, key }: Pick<AgentKey, 'id' | 'name' | 'key'>): string {
  const md5 = (text: string) => hash('md5', text);
  return md5(key) + md5(md5(name) + md5(id)).slice(0, 15);
}
