import fc from 'fast-check';
import type { ServerLoad } from '../../src/balance/server-load.ts';

/** Server → sessions, or a load that differs from a usual one: weight 1, fit, no limit, every session is counted. */
export type LoadWords = Readonly<
  Record<string, number | (Partial<ServerLoad> & { readonly sessions: number })>
>;

export function serverLoads(words: LoadWords): ServerLoad[] {
  return Object.entries(words).map(([server, word]) => {
    const given = typeof word === 'number' ? { sessions: word } : word;
    const usual = { weight: 1, isFit: true, mayGive: true, maxSessions: undefined, counted: given.sessions };
    return { server, ...usual, ...given };
  });
}

export interface ArbitraryLoads {
  readonly weights?: fc.Arbitrary<number>;
  /** What HAProxy counts, as a fraction of the sessions; default: all. */
  readonly counted?: fc.Arbitrary<number>;
  readonly limits?: fc.Arbitrary<number | undefined>;
  readonly most?: number;
  readonly isFit?: fc.Arbitrary<boolean>;
}

/** Names that every object knows are names of servers, too. */
const NAMES = ['constructor', 'toString', ...Array.from({ length: 10 }, (_, index) => `m${index}`)];

export function arbitraryLoads(options: ArbitraryLoads = {}): fc.Arbitrary<ServerLoad[]> {
  const usually = (value: boolean) => fc.constantFrom(value, value, value, value, !value);
  return fc
    .uniqueArray(
      fc.record({
        server: fc.constantFrom(...NAMES),
        weight: options.weights ?? fc.constantFrom(1, 1, 1, 2, 5, 100, 256, 0),
        isFit: options.isFit ?? usually(true),
        mayGive: usually(true),
        maxSessions: options.limits ?? fc.constantFrom(undefined, undefined, 0, 10, 500),
        sessions: fc.oneof(fc.nat(20), fc.nat(options.most ?? 2_000)),
        part: options.counted ?? fc.constant(1),
      }),
      { selector: ({ server }) => server, minLength: 1, maxLength: NAMES.length },
    )
    .map((loads) =>
      loads.map(({ part, ...load }) => ({ ...load, counted: Math.floor(load.sessions * part) })),
    );
}
