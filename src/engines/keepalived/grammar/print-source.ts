import type { KeepalivedSource } from './source.ts';

/** The text that was parsed, byte for byte. */
export function printKeepalivedSource(source: KeepalivedSource): string {
  return source.tokens.map(({ raw }) => raw).join('');
}
