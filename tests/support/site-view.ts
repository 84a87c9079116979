import type { ApplyProgress } from '../../src/node/apply/apply-progress.ts';
import { composeStatus } from '../../src/node/status/compose-status.ts';
import type { NodeStanding, SiteView } from '../../src/node/status/site-view.ts';
import { foundationStatus } from './foundation-status.ts';
import { webSite } from './web-site.ts';

/** 2026-01-02 04:00:00 UTC. */
export const VIEW_AT = Date.UTC(2026, 0, 2, 4, 0, 0);

/** A healthy site of two nodes as lb1 sees it; lb1 holds `edge`. `change` is laid over it. */
export function siteView(change: Partial<SiteView> = {}): SiteView {
  const look = (node: string, here: boolean) => ({
    foundation: { fact: foundationStatus(node, here), atMs: VIEW_AT },
    servers: {
      fact: ['web1', 'web2', 'web3'].map((server) => ({
        pool: 'web',
        server,
        state: 'up' as const,
        sessions: here ? 4 : 0,
        lastCheck: 'L7OK 200 in 1 ms',
      })),
      atMs: VIEW_AT,
    },
    addresses: { fact: here ? ['10.77.0.100'] : [], atMs: VIEW_AT },
  });
  return {
    ...composeStatus(webSite(), { lb1: look('lb1', true), lb2: look('lb2', false) }, VIEW_AT),
    seenBy: 'lb1',
    verdict: 'serving',
    sentence: 'web-edge: serving; lb1 holds edge since 03:12 UTC; redundancy full',
    redundancy: { level: 'full', reasons: [] },
    holderSince: { edge: '2026-01-02T03:12:00.000Z' },
    members: { lb1: standing(), lb2: standing({ ageMs: 900 }) },
    intents: [],
    apply: undefined,
    findings: [],
    ...change,
  };
}

/** How a node stands that answers. */
export function standing(change: Partial<NodeStanding> = {}): NodeStanding {
  return {
    reachable: true,
    ageMs: 0,
    why: undefined,
    daemon: { pid: 90, startedAt: '2026-01-01T00:00:00.000Z', version: '0.1.0' },
    release: {
      revision: 12,
      digest: `sha256:${'ab'.repeat(32)}`,
      at: '2026-01-01T00:00:00.000Z',
      who: 'anna',
      trial: undefined,
      drift: [],
    },
    certificate: { notAfter: '2027-01-01T00:00:00.000Z', daysLeft: 364 },
    paused: undefined,
    ...change,
  };
}

/** An apply of revision 13 to lb2 and lb1 that has just begun. */
export function applyProgress(change: Partial<ApplyProgress> = {}): ApplyProgress {
  const waiting = (node: string) =>
    ({ node, stage: 'waiting', how: undefined, says: '', sessionsCut: 0, tookMs: 0 }) as const;
  return {
    id: 'a1',
    kind: 'apply',
    revision: 13,
    release: `sha256:${'cd'.repeat(32)}`,
    who: 'anna',
    note: '',
    startedAt: '2026-01-02T03:59:30.000Z',
    stage: 'checking',
    confirmBy: undefined,
    nodes: [waiting('lb2'), waiting('lb1')],
    sentence: 'The engines of lb2 and lb1 are asked.',
    fault: undefined,
    ...change,
  };
}
