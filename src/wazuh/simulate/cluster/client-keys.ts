import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { type AgentKey, parseAgentKeys, printAgentKeys } from '../../protocol/agent-key.ts';

/** One manager's client.keys: what is on its disk. remoted reads it now and then, authd writes it. */
export class ClientKeys {
  readonly #path: string;
  #byName = new Map<string, AgentKey>();
  #highest = 0;
  #isWritten = true;
  /** Counts changes. */
  version = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** Reads what this manager had, and the keys that were shared beforehand. */
  load(shared: string | undefined): void {
    const had = readIfThere(this.#path);
    this.replace([...parseAgentKeys(had), ...parseAgentKeys(shared ?? '')]);
    this.write();
  }

  all(): readonly AgentKey[] {
    return [...this.#byName.values()];
  }

  get size(): number {
    return this.#byName.size;
  }

  withName(name: string): AgentKey | undefined {
    return this.#byName.get(name);
  }

  /** A new agent's key, or a known one's next. */
  create(name: string, ip: string): AgentKey {
    const id = this.#byName.get(name)?.id ?? String(this.#highest + 1).padStart(3, '0');
    const key = { id, name, ip, key: randomBytes(32).toString('hex') };
    this.#put(key);
    this.version += 1;
    return key;
  }

  replace(keys: readonly AgentKey[]): void {
    this.#byName = new Map();
    for (const key of keys) this.#put(key);
    this.version += 1;
  }

  /** To the disk, when something has changed. */
  write(): void {
    if (this.#isWritten) return;
    writeFileSync(this.#path, printAgentKeys(this.all()), { mode: 0o600 });
    this.#isWritten = true;
  }

  #put(key: AgentKey): void {
    this.#byName.set(key.name, key);
    this.#highest = Math.max(this.#highest, Number(key.id));
    this.#isWritten = false;
  }
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
