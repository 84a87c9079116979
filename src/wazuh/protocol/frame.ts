import type { CipherName } from './cipher.ts';
import type { Refusal } from './refusal.ts';

/** Bytes after the length (OS_MAXSTR); a manager closes on more: "Too big message size". */
export const LONGEST_PAYLOAD = 65_536;
export const LENGTH_BYTES = 4;

/**
 * The payload of one frame on port 1514. `secret`: an encrypted message; `id` is undefined from a manager, and from an
 * agent whose key is for one host. `plain`: unencrypted, `#ping` and `#pong`.
 */
export type Payload =
  | {
      readonly is: 'secret';
      readonly id: string | undefined;
      readonly crypto: CipherName;
      readonly bytes: Buffer;
    }
  | { readonly is: 'plain'; readonly text: string };

const ID = /^!(\d{1,10})!/;
const AES = '#AES:';
const BLOWFISH = ':';
const LONGEST_ID = 12;

/** @throws RangeError when the payload is longer than 64 KiB */
export function encodeFrame(payload: Payload): Buffer {
  const head =
    payload.is === 'plain'
      ? payload.text
      : `${payload.id === undefined ? '' : `!${payload.id}!`}${payload.crypto === 'aes' ? AES : BLOWFISH}`;
  const body = payload.is === 'plain' ? undefined : payload.bytes;
  const headLength = Buffer.byteLength(head);
  const length = headLength + (body?.length ?? 0);
  if (length > LONGEST_PAYLOAD) throw new RangeError(`a frame of ${length} bytes is too long`);
  const frame = Buffer.allocUnsafe(LENGTH_BYTES + length);
  frame.writeUInt32LE(length, 0);
  frame.write(head, LENGTH_BYTES);
  body?.copy(frame, LENGTH_BYTES + headLength);
  return frame;
}

/** What one frame carries, without its length. Never throws. */
export function decodePayload(payload: Buffer): Payload | Refusal {
  const id = ID.exec(payload.toString('latin1', 0, LONGEST_ID));
  const rest = id === null ? payload : payload.subarray(id[0].length);
  const crypto = startsWith(rest, AES) ? 'aes' : startsWith(rest, BLOWFISH) ? 'blowfish' : undefined;
  if (crypto !== undefined) {
    const bytes = rest.subarray(crypto === 'aes' ? AES.length : BLOWFISH.length);
    return { is: 'secret', id: id?.[1], crypto, bytes };
  }
  if (id === null && startsWith(payload, '#')) return { is: 'plain', text: payload.toString() };
  return { refused: 'the frame is neither encrypted nor a plain request' };
}

function startsWith(bytes: Buffer, text: string): boolean {
  return bytes.toString('latin1', 0, text.length) === text;
}
