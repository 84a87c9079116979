/**
 * How Node runs a node daemon: it reads much and keeps little, so what it has read is to be given back early rather than the
 * heap to grow. There is no hard limit, at which a larger site would end it. Garbage is marked at once and not beside the work:
 * while 500 servers are put in force it comes faster than it would be marked, and the daemon had 102 to 136 MB for a moment
 * (7 runs), with these flags 101 to 111 (6 runs).
 */
export const DAEMON_NODE_FLAGS = [
  '--max-semi-space-size=1',
  '--optimize-for-size',
  '--no-incremental-marking',
  '--heap-growing-percent=5',
] as const;

/** One arena of glibc's malloc: the others would keep what Node's threads gave back (about 10 MB). */
export const DAEMON_ENVIRONMENT = { MALLOC_ARENA_MAX: '1' } as const;
