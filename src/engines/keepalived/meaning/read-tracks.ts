import type { SourceEntry } from '../grammar/source.ts';
import { entrySpan } from '../grammar/word-span.ts';
import { linesOf, numberIn } from './entries.ts';
import type { KeepalivedBlock, Track } from './meaning.ts';

/** The weight that what is tracked says of itself, with `reverse`. */
export interface TrackedWeight {
  readonly weight: number | undefined;
  readonly isReversed: boolean;
}

/** By kind and name: `script chk_haproxy`. */
export type TrackedWeights = ReadonlyMap<string, TrackedWeight>;

const KINDS = ['script', 'file', 'process', 'interface', 'bfd'] as const;
/** keepalived.conf(5), "VRRP track files" and "VRRP track processes": 1; scripts, interfaces and BFD: 0. */
const DEFAULT_WEIGHT = { script: 0, file: 1, process: 1, interface: 0, bfd: 0 } as const;

/** What an instance or a group tracks. */
export function readTracks(block: KeepalivedBlock, weights: TrackedWeights): readonly Track[] {
  return KINDS.flatMap((kind) =>
    linesOf(block, `track_${kind}`).flatMap((line) => {
      const name = line.words[0]?.value;
      if (name === undefined) return [];
      const own = weightIn(line);
      const tracked = weights.get(`${kind} ${name}`);
      const weight = own.weight ?? tracked?.weight ?? DEFAULT_WEIGHT[kind];
      const isReversed = own.weight === undefined ? (tracked?.isReversed ?? false) : own.isReversed;
      return [
        {
          kind,
          name,
          weight,
          hasOwnWeight: own.weight !== undefined,
          isReversed,
          at: entrySpan(block.path, line),
        },
      ];
    }),
  );
}

/** `… weight N [reverse]` in a line. */
export function weightIn({ words }: SourceEntry): TrackedWeight {
  const at = words.findIndex(({ value }) => value === 'weight');
  if (at < 0) return { weight: undefined, isReversed: false };
  return { weight: numberIn(words[at + 1]?.value ?? ''), isReversed: words[at + 2]?.value === 'reverse' };
}
