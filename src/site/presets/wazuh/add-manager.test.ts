import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readSite } from '../../read-site.ts';
import type { Site } from '../../site.ts';
import { addManager, removeManager } from './add-manager.ts';

function siteOf(wazuh: string): Site {
  const text = `version: 1
name: edge
nodes: { lb1: { address: 10.0.0.11, interface: eth0 }, lb2: { address: 10.0.0.12, interface: eth0 } }
vips: { one: { address: 10.0.0.100/24 } }
wazuh: { discover: true, api: { urls: ["https://10.0.0.21"], user: u, password: { env: P } }, ${wazuh} }
`;
  const { site, problems } = readSite(new TextEncoder().encode(text), 'holdfast.yaml');
  assert.ok(site !== undefined, JSON.stringify(problems));
  return site;
}

const TWO = 'managers: { m1: 10.0.0.21, m2: 10.0.0.22 }';

const shown = (site: Site) =>
  Object.fromEntries(
    site.pools.map((pool) => [
      pool.name,
      pool.servers.map(
        ({ name, host, port, weight, backup }) =>
          `${name} ${host}:${port} ${weight}${backup ? ' backup' : ''}`,
      ),
    ]),
  );

test('a manager that joins is what one of the spec would be, behind it', () => {
  assert.deepEqual(
    shown(addManager(siteOf(TWO), 'm3', '10.0.0.23')),
    shown(siteOf('managers: { m1: 10.0.0.21, m2: 10.0.0.22, m3: 10.0.0.23 }')),
  );
});

test('a manager that moves is where it is now, once', () => {
  const moved = addManager(addManager(siteOf(TWO), 'm3', '10.0.0.23'), 'm3', '10.0.0.33');
  assert.deepEqual(shown(moved)['wazuh-events']?.slice(2), ['m3 10.0.0.33:1514 100']);
});

test("the spec's own managers keep their address and their place", () => {
  const site = siteOf(TWO);
  assert.equal(addManager(site, 'm2', '10.9.9.9'), site);
  assert.equal(removeManager(site, 'm2'), site);
});

test('exclusions, weights and addresses of the spec go for a discovered manager as well', () => {
  const site = siteOf(`${TWO}, exclude: ["edge-*"], weights: { m3: 50 }, addresses: { m3: 192.0.2.3 }`);
  const joined = addManager(addManager(site, 'm3', '10.0.0.23'), 'edge-1', '10.0.0.24');
  assert.deepEqual(shown(joined)['wazuh-events']?.slice(2), ['m3 192.0.2.3:1514 50']);
  assert.deepEqual(shown(joined)['wazuh-enrollment']?.slice(2), [
    'm3 192.0.2.3:1515 1 backup',
    'edge-1 10.0.0.24:1515 1 backup',
  ]);
});

test('where the spec names nobody, the master is who says so', () => {
  const site = siteOf('');
  const joined = addManager(addManager(site, 'w', '10.0.0.22', 'worker'), 'm', '10.0.0.21', 'master');
  assert.deepEqual(shown(joined)['wazuh-enrollment'], ['w 10.0.0.22:1515 1 backup', 'm 10.0.0.21:1515 1']);
  const named = addManager(siteOf(TWO), 'm3', '10.0.0.23', 'master');
  assert.match(shown(named)['wazuh-enrollment']?.[2] ?? '', /backup/);
});

test('services that are switched off, and the dashboard, get no manager', () => {
  const site = siteOf(`${TWO}, enrollment: false, dashboard: { servers: { d: 10.0.0.31 } }`);
  const joined = shown(addManager(site, 'm3', '10.0.0.23'));
  assert.deepEqual(Object.keys(joined).toSorted(), ['wazuh-api', 'wazuh-dashboard', 'wazuh-events']);
  assert.equal(joined['wazuh-dashboard']?.length, 1);
});

test('whatever a cluster tells, only a safe name with an address gets in, and what came in goes again', () => {
  const sites = [siteOf(TWO), siteOf('')];
  const name = fc.oneof(
    fc.string(),
    fc.constantFrom('m3', 'a;b', 'a\nb', '__proto__', '../x', 'constructor', 'toString'),
  );
  const address = fc.oneof(
    fc.string(),
    fc.ipV4(),
    fc.ipV6(),
    fc.constantFrom('a b', '1.2.3.4;', 'manager.example.org'),
  );
  fc.assert(
    fc.property(fc.constantFrom(...sites), name, address, (site, manager, host) => {
      const joined = addManager(site, manager, host);
      for (const server of joined.pools.flatMap(({ servers }) => servers)) {
        assert.match(server.name, /^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/);
        assert.match(server.host, /^[A-Za-z0-9_.:-]+$/);
      }
      assert.deepEqual(removeManager(joined, manager), site);
    }),
  );
});
