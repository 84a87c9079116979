import type { Secret } from '../site/site.ts';

/** How a secret stands in generated text: `<secret env:NAME>` or `<secret file:PATH>`. */
export function secretMark(secret: Secret): string {
  const reference = 'env' in secret ? `env:${secret.env}` : `file:${secret.file}`;
  return `<secret ${encode(reference)}>`;
}

/** All marks of a text; the first group is the kind, the second the encoded name. */
export const SECRET_MARK = /<secret (env|file):([^<>\n]+)>/g;

/** The secret of a mark's two groups. */
export function secretOfMark(kind: string, name: string): Secret {
  const plain = name.replaceAll(/%([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
  return kind === 'env' ? { env: plain } : { file: plain };
}

/** A path may hold what would end the mark. */
function encode(reference: string): string {
  return reference.replaceAll(
    /[%<>\n]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}
