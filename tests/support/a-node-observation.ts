import type { ServerFacts } from '../../src/engines/haproxy/server-facts.ts';
import type { NodeObservation } from '../../src/node/status/node-observation.ts';
import type { PeerWord, SiteFacts } from '../../src/node/status/site-facts.ts';
import { foundationStatus } from './foundation-status.ts';
import { webSite } from './web-site.ts';

/** 2026-01-10 03:20 UTC. */
export const NOW = Date.parse('2026-01-10T03:20:00.000Z');

export function serverFacts(name: string, state: ServerFacts['state'] = 'up'): ServerFacts {
  const lastCheck = state === 'up' ? 'L7OK 200 in 1 ms' : 'L4CON in 0 ms: Connection refused';
  return { pool: 'web', server: name, state, sessions: 2, lastCheck, weight: state === 'drain' ? 0 : 1 };
}

/** What the daemon of a healthy node of `webSite` knows of itself at `atMs`; `here` = it holds the VIP. */
export function nodeObservation(
  node: string,
  here: boolean,
  change: Partial<NodeObservation> = {},
  atMs: number = NOW,
): NodeObservation {
  return {
    version: 1,
    site: 'web-edge',
    node,
    atMs,
    daemon: { pid: 44, startedAt: '2026-01-01T00:00:00.000Z', version: '0.1.0' },
    release: {
      revision: 12,
      digest: 'sha256:aaaa',
      at: '2026-01-02T00:00:00.000Z',
      who: 'ann',
      trial: undefined,
      drift: [],
    },
    intents: [],
    certificate: { notAfter: '2027-01-01T00:00:00.000Z', serial: '0A' },
    sessions: { edge: here ? 3 : 0 },
    findings: [],
    foundation: { fact: foundationStatus(node, here), atMs },
    servers: { fact: ['web1', 'web2', 'web3'].map((name) => serverFacts(name)), atMs },
    addresses: { fact: ['127.0.0.1', ...(here ? ['10.77.0.100'] : [])], atMs },
    ...change,
  };
}

export function heard(observation: NodeObservation, heardAtMs: number = observation.atMs): PeerWord {
  return { observation, heardAtMs };
}

/** lb1 holds the VIP and speaks; lb2 is a healthy standby. */
export function siteFacts(change: Partial<SiteFacts> = {}): SiteFacts {
  return {
    site: webSite(),
    seenBy: 'lb1',
    own: nodeObservation('lb1', true),
    peers: { lb2: heard(nodeObservation('lb2', false)) },
    nowMs: NOW,
    ...change,
  };
}
