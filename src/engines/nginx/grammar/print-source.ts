import type { NginxSource } from './source.ts';

/** The text that was parsed, byte for byte. */
export function printNginxSource(source: NginxSource): string {
  return source.tokens.map(({ raw }) => raw).join('');
}
