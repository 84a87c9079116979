/** One agent's line in `client.keys`, which managers and the agent share. */
export interface AgentKey {
  /** At least three digits: `001`. */
  readonly id: string;
  readonly name: string;
  /** `any`, an address or a network: where the agent may come from. */
  readonly ip: string;
  /** What both sides derive the encryption key from; 64 hexadecimal digits when authd made it. */
  readonly key: string;
}

const LINE = /^(\d{3,10}) (\S{1,128}) (\S{1,64}) (\S{1,512})$/;

/** @returns `undefined` when the line is none: a comment, a removed agent (`001 !web01 …`), or not of this shape */
export function parseAgentKey(line: string): AgentKey | undefined {
  const [, id, name, ip, key] = LINE.exec(line.trimEnd()) ?? [];
  if (id === undefined || name === undefined || ip === undefined || key === undefined) return undefined;
  return /^[!#]/.test(name) ? undefined : { id, name, ip, key };
}

/** The agents of a `client.keys` file, in its order; other lines are left out. */
export function parseAgentKeys(text: string): readonly AgentKey[] {
  return text.split('\n').flatMap((line) => parseAgentKey(line) ?? []);
}

export function printAgentKey({ id, name, ip, key }: AgentKey): string {
  return `${id} ${name} ${ip} ${key}`;
}

export function printAgentKeys(keys: readonly AgentKey[]): string {
  return keys.map((key) => `${printAgentKey(key)}\n`).join('');
}

/** A key for one host only: such an agent does not say its id, it is known by where it comes from. */
export function isForOneHost(ip: string): boolean {
  return ip !== 'any' && !ip.includes('/');
}
