import type { FoundationStatus } from '../../src/foundation/status.ts';

/** What a healthy foundation of `webSite` answers; `here` = it holds the VIP. */
export function foundationStatus(node: string, here: boolean): FoundationStatus {
  return {
    version: 1,
    site: 'web-edge',
    node,
    pid: 33,
    startedAt: '2026-01-01T00:00:00.000Z',
    state: 'running',
    listeners: [{ name: 'web:edge:10.77.0.100:80', address: '10.77.0.100', port: 80 }],
    guests: {
      haproxy: {
        state: 'running',
        pid: 71,
        restarts: 2,
        reloads: 1,
        draining: 1,
        old: [{ pid: 60, sessions: 3 }],
      },
      keepalived: {
        state: 'running',
        pid: 72,
        restarts: 0,
        vips: { edge: { role: here ? 'MASTER' : 'BACKUP', priority: here ? 190 : 130 } },
      },
    },
    vips: {
      edge: { here, since: undefined, ageMs: 40, healthy: true, reason: undefined, weight: here ? 150 : 100 },
    },
    findings: [],
  };
}
