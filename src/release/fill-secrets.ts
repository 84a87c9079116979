import { Fault } from '../base/fault.ts';
import { quoteWord as quoteHaproxy } from '../engines/haproxy/grammar/quote-word.ts';
import { isWritable, quoteWord as quoteKeepalived } from '../engines/keepalived/grammar/quote-word.ts';
import { quoteWord as quoteNginx } from '../engines/nginx/grammar/quote-word.ts';
import { SECRET_MARK, secretMark, secretOfMark } from '../engines/secret-mark.ts';
import type { Secret } from '../site/site.ts';
import type { ReleaseFile } from './release.ts';

/** The value of a secret, or undefined when there is none. */
export type SecretLookup = (secret: Secret) => string | undefined;

/**
 * A generated text with its secrets filled in, each quoted so that it stays one word.
 * @param quoteWord the engine's way to quote: `quoteFor(file.path)`
 * @throws Fault `release/secret-missing`
 */
export function fillSecrets(
  text: string,
  lookup: SecretLookup,
  quoteWord: (value: string) => string,
): string {
  return text.replaceAll(SECRET_MARK, (_, kind: string, name: string) => {
    const secret = secretOfMark(kind, name);
    const value = lookup(secret);
    if (value === undefined || value === '') throw missing(secret);
    return quoteWord(value);
  });
}

/** How values are quoted in a file of a release. */
export function quoteFor(path: ReleaseFile['path']): (value: string) => string {
  if (path === 'haproxy.cfg') return quoteHaproxy;
  if (path === 'keepalived.conf') return quoteForKeepalived;
  if (path === 'nginx.conf') return quoteNginx;
  return (value) => JSON.stringify(value).slice(1, -1);
}

function quoteForKeepalived(value: string): string {
  if (isWritable(value)) return quoteKeepalived(value);
  throw new Fault(
    'release/secret-unwritable',
    'A password holds a character that keepalived.conf cannot express (a double quote, "$" before a letter, or a control character).',
    'Choose a password without these characters.',
  );
}

function missing(secret: Secret): Fault {
  const where = 'env' in secret ? `environment variable ${secret.env}` : `file ${secret.file}`;
  return new Fault(
    'release/secret-missing',
    `The secret ${secretMark(secret)} is not there: the ${where} is missing or empty.`,
    'env' in secret
      ? `Set ${secret.env} in the environment of the process that writes the files.`
      : `Write the secret into ${secret.file}, readable by the process that writes the files.`,
  );
}
