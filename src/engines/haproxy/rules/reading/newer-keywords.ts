import type { Release } from './is-at-least.ts';

/** The first release that knows a section, by its kind. */
export const NEWER_SECTIONS: ReadonlyMap<string, Release> = new Map<string, Release>([
  ['acme', [3, 2]],
  ['crt-store', [3, 0]],
  ['fcgi-app', [2, 1]],
  ['http-errors', [2, 2]],
  ['log-forward', [2, 3]],
  ['log-profile', [3, 1]],
  ['ring', [2, 2]],
  ['traces', [3, 1]],
]);

/** The first release that knows what a line begins with: one word, or two where the first says too little. */
export const NEWER_LINES: ReadonlyMap<string, Release> = new Map<string, Release>([
  ['default-path', [2, 4]],
  ['http-after-response', [2, 2]],
  ['http-check connect', [2, 2]],
  ['http-check send', [2, 2]],
  ['http-request do-log', [3, 1]],
  ['http-request return', [2, 2]],
  ['http-request wait-for-body', [2, 4]],
  ['limited-quic', [2, 8]],
  ['mode log', [2, 9]],
  ['mode spop', [3, 1]],
  ['option forwarded', [2, 8]],
  ['option httpslog', [2, 5]],
  ['stats-file', [3, 0]],
]);

/** The first release that knows a keyword of a server line. */
export const NEWER_SERVER_OPTIONS: ReadonlyMap<string, Release> = new Map<string, Release>([
  ['guid', [3, 0]],
  ['hash-key', [3, 0]],
  ['init-state', [3, 1]],
  ['ws', [2, 5]],
]);
