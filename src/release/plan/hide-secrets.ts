import { SECRET_MARK } from '../../engines/secret-mark.ts';
import type { ReleaseFile } from '../release.ts';

/** Stands for a secret whose reference is not known: somebody changed the file, or its spec is not at hand. */
export const UNKNOWN_SECRET = '<secret in force>';

/**
 * A file in force with its secrets as references again. A line that is as one of `templates` (releases that it may come
 * from) but for the secret becomes that line; passwords that still stand in the text give way to `<secret in force>`.
 * The values are not compared: a secret with another value is no difference.
 */
export function hideSecrets(
  path: ReleaseFile['path'],
  text: string,
  templates: readonly Pick<ReleaseFile, 'path' | 'text'>[],
): string {
  const marked = templates
    .filter((template) => template.path === path)
    .flatMap((template) => template.text.split('\n'))
    .filter((line) => line.search(SECRET_MARK) !== -1)
    .map((line) => ({ line, pattern: patternOf(line) }));
  return text
    .split('\n')
    .map((line) => marked.find(({ pattern }) => pattern.test(line))?.line ?? hidePasswords(line))
    .join('\n');
}

function patternOf(line: string): RegExp {
  const parts = line.split(new RegExp(SECRET_MARK.source)).filter((_, index) => index % 3 === 0);
  return new RegExp(`^${parts.map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('.+')}$`);
}

/** Where the engines' files hold passwords. */
const PASSWORDS = [
  /^(\s*auth_pass\s+)(\S.*)$/,
  /^(\s*stats\s+auth\s+[^\s:]+:)(\S.*)$/,
  /^(\s*user\s+\S+\s+(?:insecure-)?password\s+)(\S.*)$/,
];

function hidePasswords(line: string): string {
  for (const pattern of PASSWORDS) {
    const [, front, secret] = pattern.exec(line) ?? [];
    if (front !== undefined && secret !== undefined && secret.search(SECRET_MARK) === -1) {
      return `${front}${UNKNOWN_SECRET}`;
    }
  }
  return line;
}
