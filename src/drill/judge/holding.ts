import type { Hold } from '../measurements.ts';

/** Names of the nodes that hold any of the addresses at `atUs`, each once, sorted. */
export function holdersAt(holds: readonly Hold[], atUs: number): readonly string[] {
  const now = holds.filter(({ fromUs, toUs }) => fromUs <= atUs && (toUs === undefined || toUs > atUs));
  return [...new Set(now.map(({ node }) => node))].sort();
}

/** A time during which a given number of nodes held an address. */
export interface Stretch {
  readonly fromUs: number;
  readonly toUs: number;
  readonly holders: number;
}

/** The window cut wherever the number of holders of `address` changes; neighbours differ. */
export function stretchesOf(
  holds: readonly Hold[],
  address: string,
  fromUs: number,
  toUs: number,
): readonly Stretch[] {
  const mine = holds.filter((hold) => hold.address === address);
  const cuts = mine
    .flatMap((hold) => [hold.fromUs, hold.toUs ?? toUs])
    .filter((cut) => cut > fromUs && cut < toUs);
  const edges = [...new Set([fromUs, ...cuts, toUs])].sort((one, other) => one - other);
  const stretches: Stretch[] = [];
  for (let index = 0; index + 1 < edges.length; index += 1) {
    const start = edges[index] as number;
    const end = edges[index + 1] as number;
    const holders = holdersAt(mine, start).length;
    const last = stretches.at(-1);
    if (last?.holders === holders) stretches[stretches.length - 1] = { ...last, toUs: end };
    else stretches.push({ fromUs: start, toUs: end, holders });
  }
  return stretches;
}

/** The longest single time, over all addresses, for which `wanted(number of holders)`; in milliseconds. */
export function longestMs(
  holds: readonly Hold[],
  addresses: readonly string[],
  window: { readonly startUs: number; readonly endUs: number },
  wanted: (holders: number) => boolean,
): number {
  let longest = 0;
  for (const address of addresses) {
    let length = 0;
    for (const { fromUs, toUs, holders } of stretchesOf(holds, address, window.startUs, window.endUs)) {
      // Two holders and then three are one time with more than one.
      length = wanted(holders) ? length + toUs - fromUs : 0;
      longest = Math.max(longest, length);
    }
  }
  return longest / 1000;
}

/** From when on exactly one node held each address until the end of the window; undefined = not so at its end. */
export function oneHolderSince(
  holds: readonly Hold[],
  addresses: readonly string[],
  window: { readonly startUs: number; readonly endUs: number },
): number | undefined {
  const last = addresses.map((address) => stretchesOf(holds, address, window.startUs, window.endUs).at(-1));
  if (last.some((stretch) => stretch?.holders !== 1)) return undefined;
  return Math.max(window.startUs, ...last.map((stretch) => stretch?.fromUs ?? window.startUs));
}
