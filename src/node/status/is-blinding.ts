/** Intents that cannot be read look like none: whoever acted on that would put a drained server back. */
export function isBlinding({ code }: { readonly code: string }): boolean {
  return ['node/intents-unreadable', 'node/cannot-read-state'].includes(code);
}
