/**
 * How Node runs a node daemon: it reads much and keeps little, so what it has read is to be given back early rather than the
 * heap to grow. There is no hard limit, at which a larger site would end it. Marked in pieces beside its work, garbage came faster
 * than it went: 108 to 146 MB at most after 500 servers were put in force; marked at once, 106 to 117. Measured with 500
 * servers and 150 questions for everything: 109 MB resident, 115 at most; without these 150.
 */
export const DAEMON_NODE_FLAGS = [
  '--max-semi-space-size=1',
  '--optimize-for-size',
  '--heap-growing-percent=10',
  '--no-incremental-marking',
] as const;

/** One arena of glibc's malloc: the others would keep what Node's threads gave back (about 10 MB). */
export const DAEMON_ENVIRONMENT = { MALLOC_ARENA_MAX: '1' } as const;
