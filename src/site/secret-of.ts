import type { Secret } from './site.ts';

/** The reference without the key that is not given. */
export function secretOf(
  written: { env?: string | undefined; file?: string | undefined } | undefined,
): Secret | undefined {
  if (written?.env !== undefined) return { env: written.env };
  return written?.file === undefined ? undefined : { file: written.file };
}
