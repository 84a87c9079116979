import type { Site } from '../../../site/site.ts';
import { originOf } from '../../origin-of.ts';
import { line, type Section } from '../grammar/tree.ts';
import { errorPages } from './error-pages.ts';

/** A connection that was closed by one side does not linger longer for the other. */
const HALF_CLOSED = '30s';

/** `defaults`: what each proxy repeats or overrides; nothing can wait for ever. */
export function compileDefaults(site: Site): Section {
  const log = site.log === undefined ? [] : [line(originOf(site, 'log/address', 'log'), 'log global')];
  return {
    kind: 'defaults',
    name: undefined,
    origin: undefined,
    lines: [
      line(undefined, 'mode tcp'),
      ...log,
      line(undefined, 'timeout connect 5s'),
      line(undefined, 'timeout client 30s'),
      line(undefined, 'timeout server 30s'),
      line(undefined, 'timeout http-request 10s'),
      line(undefined, 'timeout queue 5s'),
      line(undefined, `timeout client-fin ${HALF_CLOSED}`),
      line(undefined, `timeout server-fin ${HALF_CLOSED}`),
      ...errorPages(site),
    ],
  };
}
