import type { Token } from './source.ts';
import { isQuoted } from './word-value.ts';

/** Blocks whose entries are values that people choose, so that any word may stand anywhere. */
const FREE_BLOCKS = new Set(['map', 'geo', 'types', 'split_clients', 'charset_map']);

const NAMES = new Set(
  (
    'access_log add_header allow auth_basic default_type deny error_log error_page events expires gzip http if include ' +
    'index keepalive least_conn listen location map pid return rewrite root sendfile server server_name set stream ' +
    'try_files upstream user worker_connections worker_processes'
  ).split(' '),
);
const FAMILIES = /^(?:proxy|ssl|client|fastcgi|grpc|uwsgi|limit)_[a-z_]+$/;

/**
 * True when a word that is first on its line, inside a directive that began on an earlier line, can only be the next
 * directive's name: the `;` before it is missing.
 */
export function beginsDirective(
  word: Token,
  directive: readonly Token[],
  block: string | undefined,
): boolean {
  const name = directive[0]?.raw ?? '';
  if (isQuoted(word.raw) || FREE_BLOCKS.has(block ?? '') || name === 'log_format') return false;
  return NAMES.has(word.raw) || FAMILIES.test(word.raw);
}
