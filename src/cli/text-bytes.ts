import { isUtf8 } from 'node:buffer';

/** Text and the way back to its very bytes. */
export interface DecodedText {
  readonly text: string;
  readonly encode: (text: string) => Buffer;
}

/** Old files have comments in Latin-1: what is no UTF-8 is read byte for byte, so that nothing is lost. A byte order mark stays. */
export function decodeText(bytes: Buffer): DecodedText {
  if (!isUtf8(bytes)) {
    return { text: bytes.toString('latin1'), encode: (text) => Buffer.from(text, 'latin1') };
  }
  return { text: bytes.toString('utf8'), encode: (text) => Buffer.from(text) };
}
