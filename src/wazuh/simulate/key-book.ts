import { type AgentKey, isForOneHost } from '../protocol/agent-key.ts';
import { type AgentCipher, agentCipher, type CipherName } from '../protocol/cipher.ts';
import { encryptionKey } from '../protocol/encryption-key.ts';

/** An agent's key with its ciphers, made when first needed and kept: remoted's memory of client.keys. */
export class KnownAgent {
  readonly key: AgentKey;
  readonly #ciphers: Partial<Record<CipherName, AgentCipher>> = {};

  constructor(key: AgentKey) {
    this.key = key;
  }

  cipher(name: CipherName): AgentCipher {
    return (this.#ciphers[name] ??= agentCipher(name, encryptionKey(this.key)));
  }

  hasSameKey({ name, ip, key }: AgentKey): boolean {
    return this.key.name === name && this.key.ip === ip && this.key.key === key;
  }
}

/** Which agent speaks: by the id that it says, or by its address when its key is for one host. */
export class KeyBook {
  readonly #byId = new Map<string, KnownAgent>();
  readonly #byHost = new Map<string, KnownAgent>();

  /** Takes what is written in client.keys now. */
  load(keys: Iterable<AgentKey>): void {
    for (const key of keys) {
      if (this.#byId.get(key.id)?.hasSameKey(key)) continue;
      const agent = new KnownAgent(key);
      this.#byId.set(key.id, agent);
      if (isForOneHost(key.ip)) this.#byHost.set(key.ip, agent);
    }
  }

  /** @param from the address that the frame came from */
  find(id: string | undefined, from: string): KnownAgent | undefined {
    if (id === undefined) return this.#byHost.get(from);
    const agent = this.#byId.get(id);
    const isAllowed = agent !== undefined && (!isForOneHost(agent.key.ip) || agent.key.ip === from);
    return isAllowed ? agent : undefined;
  }
}
