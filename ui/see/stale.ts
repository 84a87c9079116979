import type { NodeWord, PageSite } from '../../src/node/page/page-site.ts';

/** What is older proves nothing any more; as the daemons have it. */
export const STALE_MS = 5_000;

/** How well the page itself hears whoever serves it. */
export type LinkState = 'connecting' | 'live' | 'lost';

/** Nodes whose daemon does not answer now, with the reason. */
export function silentNodes(site: PageSite): readonly { readonly node: string; readonly word: NodeWord }[] {
  return Object.entries(site.words).flatMap(([node, word]) =>
    word.why === undefined ? [] : [{ node, word }],
  );
}

/** The node to ask: the first that answers, else the first. */
export function nodeToAsk(site: PageSite | undefined, nodes: readonly string[]): string {
  const answering = Object.entries(site?.words ?? {}).find(([, { why }]) => why === undefined)?.[0];
  return answering ?? nodes[0] ?? '';
}

/** Age of what a node's daemon said, at the moment `nowMs` of the serving clock. */
export function ageOf(heardAtMs: number | undefined, ageMs: number, nowMs: number): number | undefined {
  return heardAtMs === undefined ? undefined : ageMs + Math.max(0, nowMs - heardAtMs);
}
