import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aPool, aService, aSite } from '../../../../tests/support/a-site.ts';
import { checkRelease } from '../../../release/check-release.ts';
import type { Site, WazuhCluster } from '../../../site/site.ts';
import { processSessions } from './limits.ts';

const LAB = { kind: 'lab', runDir: () => '/tmp/x' } as const;
const HOST = { kind: 'host', runDir: () => '/run/holdfast' } as const;

const CLUSTER: WazuhCluster = {
  profile: 4,
  api: undefined,
  managers: {},
  discover: false,
  exclude: [],
  addresses: {},
  removeAfterMs: 0,
  events: { pool: 'events', port: 1514 },
  enrollment: undefined,
  apiService: undefined,
  dashboard: undefined,
  agents: 1,
};

/** A site whose agents may have so many connections. */
function fleet(maxConnections: number): Site {
  return aSite({
    services: [aService({ name: 'events', mode: 'tcp', pool: 'events', maxConnections })],
    pools: [aPool({ name: 'events', mode: 'tcp' })],
    wazuh: CLUSTER,
  });
}

test('a process takes what its services take together, and a little for itself', () => {
  assert.equal(processSessions(aSite(), HOST), 4_100);
  assert.equal(processSessions(fleet(5_000), HOST), 5_100);
});

test('without a fleet it stays within the usual limit of open files', () => {
  assert.equal(processSessions(aSite({ services: [aService({ maxConnections: 50_000 })] }), HOST), 9_000);
});

test('9,000 agents and a part of their former connections find room even under that limit', () => {
  assert.equal(processSessions(fleet(11_250), LAB), 9_800);
});

test('on real nodes a fleet gets what it needs, and the user is told what that takes', () => {
  assert.equal(processSessions(fleet(62_500), HOST), 62_600);
  const [told, ...others] = checkRelease(fleet(62_500), HOST, []);
  assert.deepEqual([told?.code, told?.severity, others], ['engines/too-many-connections', 'info', []]);
  assert.match(told?.remedy ?? '', /LimitNOFILE=125600/);
  assert.deepEqual(checkRelease(fleet(62_500), LAB, []), []);
});

test('other services beside a fleet are still told when they ask for too much', () => {
  const both = {
    ...fleet(5_000),
    services: [...fleet(5_000).services, aService({ maxConnections: 50_000 })],
  };
  assert.equal(processSessions(both, HOST), 9_800);
  assert.deepEqual(
    checkRelease(both, HOST, []).map(({ severity }) => severity),
    ['warning'],
  );
});
