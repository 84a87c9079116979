import type { SiteView } from '../../src/node/status/site-view.ts';

/** What `aSiteView` lets a test say; the rest is a site of two nodes in which all is well. */
export interface Scene {
  /** Who has the VIP on an interface. Default: lb1. */
  readonly holders?: readonly string[];
  /** Whose Keepalived is MASTER. Default: the holders'. */
  readonly masters?: readonly string[];
  /** Whose answer is missing. Default: nobody's. */
  readonly away?: readonly string[];
  /** Age of what is seen of the VIP's holders. Default: 0. */
  readonly ageMs?: number;
  /** State of server web1 as the holder sees it. Default: up. */
  readonly web1?: 'up' | 'down' | 'drain' | 'maint' | 'unknown';
  readonly nodes?: readonly string[];
}

/** The site of `aSite`, as the daemon of `seenBy` sees it. */
export function aSiteView(scene: Scene = {}, seenBy = 'lb1', overrides: Partial<SiteView> = {}): SiteView {
  const {
    holders = ['lb1'],
    masters = holders,
    away = [],
    ageMs = 0,
    web1 = 'up',
    nodes = ['lb1', 'lb2'],
  } = scene;
  const seen = holders.filter((node) => !away.includes(node));
  const server = (state: 'up' | 'down' | 'drain' | 'maint' | 'unknown', last: number) => ({
    address: `10.77.0.${last}:8080`,
    state,
    sessions: 0,
    lastCheck: state === 'up' ? 'L7OK 200 in 1 ms' : 'L4CON connection refused',
    observations: [],
  });
  const all = <Value>(value: (node: string) => Value) =>
    Object.fromEntries(nodes.map((node) => [node, value(node)]));
  return {
    site: 'web-edge',
    observedAt: '2026-01-01T00:00:00.000Z',
    seenBy,
    verdict: 'serving',
    sentence: '',
    redundancy: { level: away.length === 0 ? 'full' : 'unknown', reasons: [] },
    holderSince: {},
    vips: {
      edge: {
        address: '10.77.0.100',
        addresses: ['10.77.0.100'],
        holders: seen.map((node) => ({ node, observedBy: node, ageMs })),
      },
    },
    nodes: all((node) => ({
      foundation: { state: 'running', pid: 1, listeners: 1, why: undefined },
      guests: {
        haproxy: { state: 'running', pid: 2, restarts: 0, reloads: 0, draining: 0, why: undefined },
        keepalived: {
          state: 'running',
          pid: 3,
          restarts: 0,
          vips: away.includes(node)
            ? {}
            : { edge: { role: masters.includes(node) ? 'MASTER' : 'BACKUP', priority: 40 } },
        },
      },
      vips: {},
      findings: [],
    })),
    members: all((node) => ({
      reachable: !away.includes(node),
      ageMs: away.includes(node) ? 60_000 : 0,
      why: away.includes(node) ? 'connection refused' : undefined,
      daemon: undefined,
      release: undefined,
      certificate: undefined,
      paused: undefined,
    })),
    pools: { web: { servers: { web1: server(web1, 21), web2: server('up', 22), web3: server('up', 23) } } },
    intents: [],
    apply: undefined,
    findings: findings(scene, seenBy),
    ...overrides,
  };
}

function findings({ holders, away = [], web1 }: Scene, node: string): SiteView['findings'] {
  const at = '2026-01-01T00:00:00.000Z';
  const found = (code: string, about: string, severity: 'critical' | 'warning', message: string) => {
    return { code, about, severity, message, remedy: `mend ${about}.`, at, node };
  };
  return [
    ...(holders?.length === 0
      ? [found('node/vip-without-holder', 'vip/edge', 'critical', 'nobody holds VIP edge (10.77.0.100).')]
      : []),
    ...(web1 === 'down'
      ? [found('node/server-down', 'server/web/web1', 'warning', 'server web/web1 is down.')]
      : []),
    ...away.map((peer) =>
      found(
        'node/peer-unreachable',
        `member ${peer}`,
        'warning',
        `${peer} is not heard: connection refused.`,
      ),
    ),
  ];
}
