/** Bytes or a line that mean nothing in the protocol, and why: a value, because anybody may send anything. */
export interface Refusal {
  readonly refused: string;
}

export function isRefusal(value: object): value is Refusal {
  return 'refused' in value;
}
