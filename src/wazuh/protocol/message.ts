import { hash } from 'node:crypto';
import { deflateSync, inflateSync } from 'node:zlib';
import type { AgentCipher } from './cipher.ts';
import { LONGEST_PAYLOAD } from './frame.ts';
import type { MessageCount } from './message-count.ts';
import type { Refusal } from './refusal.ts';

/** What one side says to the other, with what stands around it before it is encrypted. */
export interface Message {
  readonly text: Buffer;
  /** 0 to 65,535: makes equal messages differ. */
  readonly random: number;
  readonly count: MessageCount;
}

const EXCLAMATION = 0x21;
const MD5 = 32;
const HEADER = /^(\d{5})(\d{10}):(\d{4}):/;
const HEADER_LENGTH = 21;
/** zlib's own buffers are 16 KiB a message otherwise, which is most of what thousands of agents cost. */
const SMALL_CHUNK = 1_024;

/**
 * `!` once to eight times, to a multiple of eight, then zlib of md5, random, counters and text; encrypted.
 * @throws RangeError when a number does not fit its digits
 */
export function encodeMessage(
  text: string | Uint8Array,
  random: number,
  { global, local }: MessageCount,
  cipher: AgentCipher,
): Buffer {
  const head = `${digits(random, 5)}${digits(global, 10)}:${digits(local, 4)}:`;
  const said = Buffer.concat([Buffer.from(head), typeof text === 'string' ? Buffer.from(text) : text]);
  const zipped = deflateSync(Buffer.concat([Buffer.from(hash('md5', said)), said]), {
    level: 9,
    chunkSize: SMALL_CHUNK,
  });
  const padding = Buffer.alloc(8 - (zipped.length % 8), EXCLAMATION);
  return cipher.encrypt(Buffer.concat([padding, zipped]));
}

/** What `encodeMessage` made, or why these bytes are nothing of the sort. Never throws. */
export function decodeMessage(secret: Uint8Array, cipher: AgentCipher): Message | Refusal {
  const plain = attempt(() => cipher.decrypt(secret));
  if (plain === undefined) return { refused: 'the message cannot be decrypted' };
  if (plain[0] !== EXCLAMATION) return { refused: 'the message is encrypted with another key' };
  // zlib begins with 0x78, so that every `!` at the beginning is padding.
  const start = plain.findIndex((byte) => byte !== EXCLAMATION);
  const unzipped = attempt(() =>
    inflateSync(plain.subarray(start), { maxOutputLength: LONGEST_PAYLOAD, chunkSize: SMALL_CHUNK }),
  );
  if (start < 0 || unzipped === undefined) return { refused: 'the message cannot be unzipped' };
  const said = unzipped.subarray(MD5);
  if (unzipped.toString('latin1', 0, MD5) !== hash('md5', said)) return { refused: 'the checksum is wrong' };
  const header = HEADER.exec(said.toString('latin1', 0, HEADER_LENGTH));
  if (header === null) return { refused: 'the message has no counters' };
  return {
    text: said.subarray(HEADER_LENGTH),
    random: Number(header[1]),
    count: { global: Number(header[2]), local: Number(header[3]) },
  };
}

function digits(value: number, width: number): string {
  const text = String(value).padStart(width, '0');
  if (!Number.isInteger(value) || value < 0 || text.length > width)
    throw new RangeError(`${value} does not fit ${width} digits`);
  return text;
}

function attempt<Value>(work: () => Value): Value | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
