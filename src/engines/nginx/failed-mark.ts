/**
 * A server that a node's own checks took out has this as its first words; one that an operator took out has `down` at the end.
 * So the one can be told from the other in the text alone. `weight=1` is what a server without it has.
 */
export const FAILED = ['down', 'weight=1'] as const;

/** An nginx.conf as it would be if the node's own checks had taken nobody out: what a release says of it. */
export function withoutFailed(text: string): string {
  return text.replaceAll(/^( +server \S+) down weight=1(?=[ ;])/gm, '$1');
}
