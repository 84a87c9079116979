import type { Span } from '../../../base/text-range.ts';
import type { SentinelSource } from '../grammar/source.ts';

/** A master that the Sentinel watches. */
export interface Monitor {
  readonly name: string;
  readonly host: string;
  readonly hostAt: Span;
  readonly quorum: number;
  readonly quorumAt: Span;
  readonly at: Span;
}

/** `sentinel monitor NAME HOST PORT QUORUM`; lines that have fewer words are passed over. */
export function monitors(source: SentinelSource): readonly Monitor[] {
  return source.directives.flatMap(({ name: directive, args, at }) => {
    const [name, host, , quorum] = args;
    if (directive !== 'monitor' || name === undefined || host === undefined || quorum === undefined)
      return [];
    return [
      {
        name: name.value,
        host: host.value,
        hostAt: host.at,
        quorum: Number(quorum.value),
        quorumAt: quorum.at,
        at,
      },
    ];
  });
}

/** The value that `sentinel OPTION NAME value` gives a master; the last one counts. */
export function masterOption(source: SentinelSource, option: string, master: string) {
  return source.directives.findLast(({ name, args }) => name === option && args[0]?.value === master)
    ?.args[1];
}
