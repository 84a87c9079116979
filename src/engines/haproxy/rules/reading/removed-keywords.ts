import type { Release } from './is-at-least.ts';

export interface RemovedKeyword {
  /** As it stands at the beginning of a line; `option x` and `mode x` are two words. */
  readonly words: string;
  /** The first release without it. */
  readonly since: Release;
  /** What to write in its place. */
  readonly instead: string;
  /** Put in the place of `words`; '' deletes the line; undefined = a person must decide. */
  readonly fix?: string;
}

const REWRITTEN = (words: string, instead: string): RemovedKeyword => ({ words, since: [2, 1], instead });

const KEYWORDS: readonly RemovedKeyword[] = [
  ...['reqadd'].map((words) => REWRITTEN(words, '"http-request add-header"')),
  ...['reqdel', 'reqidel'].map((words) => REWRITTEN(words, '"http-request del-header"')),
  ...['reqdeny', 'reqideny'].map((words) => REWRITTEN(words, '"http-request deny"')),
  ...['reqallow', 'reqiallow', 'reqpass', 'reqipass'].map((words) =>
    REWRITTEN(words, '"http-request allow"'),
  ),
  ...['reqtarpit', 'reqitarpit'].map((words) => REWRITTEN(words, '"http-request tarpit"')),
  ...['reqrep', 'reqirep'].map((words) =>
    REWRITTEN(words, '"http-request replace-path" or "http-request replace-header"'),
  ),
  REWRITTEN('rspadd', '"http-response add-header"'),
  ...['rspdel', 'rspidel'].map((words) => REWRITTEN(words, '"http-response del-header"')),
  ...['rspdeny', 'rspideny'].map((words) => REWRITTEN(words, '"http-response deny"')),
  ...['rsprep', 'rspirep'].map((words) => REWRITTEN(words, '"http-response replace-header"')),
  { words: 'appsession', since: [1, 6], instead: '"cookie" or a stick-table' },
  { words: 'block', since: [2, 1], instead: '"http-request deny"', fix: 'http-request deny' },
  { words: 'clitimeout', since: [2, 1], instead: '"timeout client"', fix: 'timeout client' },
  { words: 'contimeout', since: [2, 1], instead: '"timeout connect"', fix: 'timeout connect' },
  { words: 'srvtimeout', since: [2, 1], instead: '"timeout server"', fix: 'timeout server' },
  { words: 'redisp', since: [2, 1], instead: '"option redispatch"', fix: 'option redispatch' },
  { words: 'redispatch', since: [2, 1], instead: '"option redispatch"', fix: 'option redispatch' },
  { words: 'monitor-net', since: [2, 3], instead: '"http-request return status 200 if { src NETWORK }"' },
  { words: 'mode health', since: [2, 3], instead: '"mode http" with "http-request return status 200"' },
  { words: 'option forceclose', since: [2, 0], instead: 'nothing, or "option httpclose"', fix: '' },
  { words: 'option http-tunnel', since: [2, 1], instead: 'nothing', fix: '' },
  {
    words: 'option http_proxy',
    since: [2, 5],
    instead: '"http-request do-resolve" and "http-request set-dst"',
  },
  { words: 'grace', since: [2, 5], instead: '"grace" of the global section' },
  { words: 'nbproc', since: [2, 5], instead: '"nbthread" (without it threads are used by themselves)' },
  { words: 'bind-process', since: [2, 7], instead: '"thread" on the bind lines', fix: '' },
  { words: 'program', since: [3, 3], instead: 'a systemd unit of its own' },
];

/** By `words`. Measured: haproxy 2.6 names the version in which each went. */
export const REMOVED_KEYWORDS: ReadonlyMap<string, RemovedKeyword> = new Map(
  KEYWORDS.map((entry) => [entry.words, entry] as const),
);
