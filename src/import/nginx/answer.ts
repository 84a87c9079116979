import { quoteWord } from '../../engines/haproxy/grammar/quote-word.ts';
import { ownOf, settingOf } from '../../engines/nginx/meaning/in-force.ts';
import { locationPrefix } from '../../engines/nginx/meaning/location.ts';
import type { Scope } from '../../engines/nginx/meaning/scope.ts';

/** A rule of HAProxy that answers in the place of a server. */
export interface Answer {
  /** `http-request return …` without a condition. */
  readonly line: string;
  /** `{ path_beg … }`. */
  readonly test: string;
}

/** A `return` of a fixed text, such as a page for a monitor; undefined when HAProxy would not answer the same. */
export function answerOf(scope: Scope, all: readonly Scope[]): Answer | undefined {
  const args = scope.directive?.args ?? [];
  const path = locationPrefix(scope) ?? (args[0] === '=' ? args[1] : undefined);
  const [answer, more] = ownOf(scope, 'return');
  const [status = '', text = ''] = answer?.args ?? [];
  // A longer location would be judged first.
  const isLast = !all.some(
    (other) => other !== scope && (locationPrefix(other) ?? '').startsWith(path ?? ''),
  );
  if (path === undefined || !/^\/[\w./~-]*$/.test(path) || more !== undefined) return undefined;
  if (!/^(200|204|403|404|410|503)$/.test(status) || text.includes('$')) return undefined;
  if (args[0] !== '=' && !isLast) return undefined;
  const type = quoteWord(typeOf(scope));
  const body = text === '' ? '' : ` content-type ${type} string ${quoteWord(text)}`;
  const test = args[0] === '=' ? `path -m str -- ${path}` : `path_beg -- ${path}`;
  return { line: `http-request return status ${status}${body}`, test: `{ ${test} }` };
}

function typeOf(scope: Scope): string {
  const added = ownOf(scope, 'add_header').find(({ args }) => args[0]?.toLowerCase() === 'content-type');
  return added?.args[1] ?? settingOf(scope, 'default_type')?.args[0] ?? 'text/plain';
}
