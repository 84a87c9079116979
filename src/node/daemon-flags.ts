/**
 * How Node runs a node daemon: it reads much and keeps little, so what it has read is to be given back early rather than the
 * heap to grow. There is no hard limit, at which a larger site would end it. Measured with 500 servers: 103 MB at rest, without
 * these 150. While 500 servers are put in force at once it may have 108 to 146 MB for a moment: garbage is marked beside the work, and
 * comes faster than it goes. `--no-incremental-marking` keeps that below 121, and takes the giving back with it: 119 MB at rest.
 */
export const DAEMON_NODE_FLAGS = [
  '--max-semi-space-size=1',
  '--optimize-for-size',
  '--heap-growing-percent=20',
] as const;

/** One arena of glibc's malloc: the others would keep what Node's threads gave back (about 10 MB). */
export const DAEMON_ENVIRONMENT = { MALLOC_ARENA_MAX: '1' } as const;
