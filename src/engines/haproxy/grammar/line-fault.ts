/** Something in a line that HAProxy's tokenizer refuses or silently drops, and where. */
export interface LineFault {
  readonly kind:
    | 'byte-order-mark'
    | 'unclosed-quote'
    | 'bad-hex-escape'
    | 'bad-variable'
    | 'nul-character'
    | 'text-behind-carriage-return';
  /** Index in the text. */
  readonly index: number;
}
