import { createCipheriv, createDecipheriv } from 'node:crypto';
import { Blowfish } from 'egoroof-blowfish';

export type CipherName = 'aes' | 'blowfish';

/** Both directions of one agent's encryption. */
export interface AgentCipher {
  readonly name: CipherName;
  /** The length must be a multiple of eight, as `encodeMessage` makes it. */
  encrypt(plain: Uint8Array): Buffer;
  /** @throws Error when the bytes are none that this cipher can have made */
  decrypt(secret: Uint8Array): Buffer;
}

const AES_IV = Buffer.from('FEDCBA0987654321');
const BLOWFISH_IV = Buffer.from('fedcba9876543210', 'hex');

/** AES-256-CBC with the first 32 characters of the encryption key. */
export function aesCipher(encryptionKey: string): AgentCipher {
  const key = Buffer.from(encryptionKey.slice(0, 32));
  return {
    name: 'aes',
    encrypt: (plain) => {
      const cipher = createCipheriv('aes-256-cbc', key, AES_IV);
      return Buffer.concat([cipher.update(plain), cipher.final()]);
    },
    decrypt: (secret) => {
      const cipher = createDecipheriv('aes-256-cbc', key, AES_IV);
      return Buffer.concat([cipher.update(secret), cipher.final()]);
    },
  };
}

/**
 * Blowfish-CBC with the whole encryption key and no padding (`crypto_method blowfish`). From a library: OpenSSL 3 has it
 * only in its legacy provider, which Node does not load. A key schedule takes 0.2 ms, so keep the cipher.
 */
export function blowfishCipher(encryptionKey: string | Uint8Array): AgentCipher {
  const blowfish = new Blowfish(encryptionKey, Blowfish.MODE.CBC, Blowfish.PADDING.NULL);
  blowfish.setIv(BLOWFISH_IV);
  return {
    name: 'blowfish',
    encrypt: (plain) => Buffer.from(blowfish.encode(plain)),
    decrypt: (secret) => {
      // The library takes zeros at the end for padding; here they belong to what was said.
      const plain = Buffer.alloc(secret.length);
      if (secret.length > 0) plain.set(blowfish.decode(secret, Blowfish.TYPE.UINT8_ARRAY));
      return plain;
    },
  };
}

export function agentCipher(name: CipherName, encryptionKey: string): AgentCipher {
  return name === 'aes' ? aesCipher(encryptionKey) : blowfishCipher(encryptionKey);
}
