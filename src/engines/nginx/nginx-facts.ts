/** What one nginx process counts: its http side, and since its master began. */
export interface NginxFacts {
  /** Connections of clients that are open now, idle ones too. */
  readonly active: number;
  readonly accepted: number;
  /** Less than `accepted` = connections were dropped, because there was no room. */
  readonly handled: number;
  readonly requests: number;
}

/** Reads the answer of `stub_status`; undefined when it is none. */
export function parseNginxStatus(text: string): NginxFacts | undefined {
  const match =
    /^Active connections: (\d+)\s*\nserver accepts handled requests\s*\n\s*(\d+) (\d+) (\d+)/.exec(text);
  if (match === null) return undefined;
  const [active = 0, accepted = 0, handled = 0, requests = 0] = match.slice(1).map(Number);
  return { active, accepted, handled, requests };
}
