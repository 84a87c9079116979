/** A sender's number for its next message: `local` counts from 1 to 9,997, then `global` is one more. */
export interface MessageCount {
  /** 32 bits. */
  readonly global: number;
  readonly local: number;
}

const LAST_LOCAL = 9_997;
const GLOBALS = 2 ** 32;

export const FIRST_MESSAGE: MessageCount = { global: 0, local: 1 };

export function nextMessage({ global, local }: MessageCount): MessageCount {
  return local < LAST_LOCAL ? { global, local: local + 1 } : { global: (global + 1) % GLOBALS, local: 1 };
}
