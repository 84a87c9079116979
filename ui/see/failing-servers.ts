import type { PageSite } from '../../src/node/page/page-site.ts';

export interface FailingServer {
  readonly pool: string;
  readonly server: string;
  readonly address: string;
  /** As each node sees it, side by side. */
  readonly seen: readonly { readonly node: string; readonly state: string; readonly lastCheck: string }[];
  /** Nodes see it differently. */
  readonly isDisputed: boolean;
}

/** Servers that some node sees down; those that an operator took out are no failures. */
export function failingServers({ view }: PageSite): readonly FailingServer[] {
  return Object.entries(view?.pools ?? {}).flatMap(([pool, { servers }]) =>
    Object.entries(servers).flatMap(([server, { address, observations }]) => {
      if (observations.every(({ state }) => state !== 'down')) return [];
      const seen = observations.map(({ node, state, lastCheck }) => ({ node, state, lastCheck }));
      return [{ pool, server, address, seen, isDisputed: new Set(seen.map(({ state }) => state)).size > 1 }];
    }),
  );
}
