import { locationPrefix } from '../../engines/nginx/meaning/location.ts';
import type { ProxyPass } from '../../engines/nginx/meaning/proxy-passes.ts';
import { note, type Reading, textOf } from './reading.ts';

/**
 * A `proxy_pass` with a path puts it in the place of what the location begins with. As a raw line of the pool;
 * undefined = it cannot be said.
 */
export function rewriteLines(reading: Reading, { directive, scope, uri }: ProxyPass): string[] | undefined {
  if (uri === '') return [];
  const prefix = locationPrefix(scope);
  if (prefix === undefined || !/^\/[\w./~-]*$/.test(uri) || !/^\/[\w./~-]*$/.test(prefix)) return undefined;
  if (uri === prefix) return [];
  // Single quotes keep the backslash for the regular expression (configuration manual, 2.2).
  const line = `http-request replace-path '^${prefix.replaceAll('.', '\\.')}(.*)' '${uri}\\1'`;
  note(
    reading,
    'import/kept-raw',
    directive,
    `The path in "${textOf(directive)}" stays as a raw line of the pool, "${line}".`,
  );
  return [line];
}
