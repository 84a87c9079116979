import { isUtf8 } from 'node:buffer';

/** Text and the way back to its very bytes. */
export interface DecodedText {
  readonly text: string;
  readonly encode: (text: string) => Buffer;
}

const BYTE_ORDER_MARK = '\ufeff';

/** Old files have comments in Latin-1: what is no UTF-8 is read byte for byte, so that nothing is lost. */
export function decodeText(bytes: Buffer): DecodedText {
  if (!isUtf8(bytes)) {
    return { text: bytes.toString('latin1'), encode: (text) => Buffer.from(text, 'latin1') };
  }
  const text = bytes.toString('utf8');
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
  return { text: text.slice(mark.length), encode: (changed) => Buffer.from(mark + changed) };
}
