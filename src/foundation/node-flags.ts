/**
 * How Node runs a foundation: it computes next to nothing, so what an optimizing compiler and a large young generation would
 * cost in memory buys nothing. Measured after 20 reloads and 3,000 status requests: 60 MB resident instead of 78.
 */
export const FOUNDATION_NODE_FLAGS = ['--max-semi-space-size=1', '--no-opt', '--no-maglev'] as const;
