import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { webSite } from '../../tests/support/web-site.ts';
import type { Server, Site } from '../site/site.ts';
import { planNetwork } from './network-plan.ts';
import { listenOf } from './player.ts';

const site = webSite();
const pool = site.pools[0]!;
const server = (change: Partial<Server>): Server => ({ ...pool.servers[0]!, ...change });
const codes = (changed: Site) => planNetwork(changed).problems.map(({ code }) => code);

describe('the network of a lab', () => {
  it('has a member for every node, server and client, on one bridge', () => {
    const { plan, problems } = planNetwork(site);
    assert.deepEqual(problems, []);
    assert.deepEqual(plan.bridges, ['br0']);
    assert.deepEqual(
      plan.members.map(({ name, kind, links }) => [
        name,
        kind,
        links[0]?.addresses[0]?.address,
        links[0]?.port,
      ]),
      [
        ['lb1', 'node', '10.77.0.11', 'lb1-eth0'],
        ['lb2', 'node', '10.77.0.12', 'lb2-eth0'],
        ['web1', 'server', '10.77.0.21', 'web1-eth0'],
        ['web2', 'server', '10.77.0.22', 'web2-eth0'],
        ['web3', 'server', '10.77.0.23', 'web3-eth0'],
        ['client', 'client', '10.77.0.254', 'client-eth0'],
      ],
    );
  });

  it('plays a server on its port and on its check port', () => {
    const changed = { ...site, pools: [{ ...pool, servers: [server({ checkPort: 9000 })] }] };
    assert.deepEqual(planNetwork(changed).plan.members[2]?.players, [
      {
        program: 'http-echo',
        name: 'web1',
        listen: [
          { host: '10.77.0.21', port: 8080 },
          { host: '10.77.0.21', port: 9000 },
        ],
      },
    ]);
  });

  it('guesses the player from the pool where the spec names none', () => {
    const changed = {
      ...site,
      pools: [{ ...pool, mode: 'tcp' as const, check: undefined }],
      lab: { players: {}, clients: 1 },
    };
    assert.equal(planNetwork(changed).plan.members[2]?.players[0]?.program, 'tcp-echo');
  });

  it('makes one member of two servers that share an address, reachable under both names', () => {
    const api = {
      ...pool,
      name: 'api',
      servers: [server({ name: 'api1', port: 9090 }), server({ name: 'api2' })],
    };
    const { plan, problems } = planNetwork({ ...site, pools: [pool, api] });
    assert.deepEqual(problems, []);
    assert.deepEqual(plan.aliases, { api1: 'web1', api2: 'web1' });
    const web1 = plan.members.find(({ name }) => name === 'web1');
    assert.deepEqual(
      web1?.players.map((player) => listenOf(player).map(({ port }) => port)),
      [[8080], [9090]],
    );
  });

  it('tells servers of the same name in two pools apart', () => {
    const api = { ...pool, name: 'api', servers: [server({ host: '10.77.0.31' })] };
    const { plan, problems } = planNetwork({ ...site, pools: [pool, api] });
    assert.deepEqual(problems, []);
    assert.ok(plan.members.some(({ name }) => name === 'api-web1'));
  });

  it('joins the subnets of both families on one interface into one wire, and gives the client both', () => {
    const six = { address: 'fd00:77::1', prefix: 64, family: 6 as const };
    const nodes = site.nodes.map((node) => ({
      ...node,
      interfaces: node.interfaces.map((one) => ({ ...one, addresses: [...one.addresses, six] })),
    }));
    const { plan } = planNetwork({ ...site, nodes });
    assert.deepEqual(plan.bridges, ['br0']);
    assert.deepEqual(
      plan.members.at(-1)?.links[0]?.addresses.map(({ address, prefix }) => `${address}/${prefix}`),
      ['10.77.0.254/24', 'fd00:77::fffe/64'],
    );
  });

  it('makes a wire of its own for a second interface, and a client only where a VIP is', () => {
    const nodes = site.nodes.map((node, index) => ({
      ...node,
      interfaces: [
        ...node.interfaces,
        { name: 'eth1', addresses: [{ address: `10.88.0.1${index}`, prefix: 24, family: 4 as const }] },
      ],
    }));
    const pools = [{ ...pool, servers: [server({ host: '10.88.0.21' })] }];
    const { plan, problems } = planNetwork({ ...site, nodes, pools });
    assert.deepEqual(problems, []);
    assert.deepEqual(
      plan.members.map(({ name, links }) => [name, links.map(({ bridge }) => bridge)]),
      [
        ['lb1', ['br0', 'br1']],
        ['lb2', ['br0', 'br1']],
        ['web1', ['br1']],
        ['client', ['br0']],
      ],
    );
  });

  it('keeps port names short and unique', () => {
    const nodes = site.nodes.map((node, index) => ({ ...node, name: `a-very-long-node-name-${index}` }));
    const vips = site.vips.map((vip) => ({
      ...vip,
      holders: vip.holders.map((holder, index) => ({ ...holder, node: nodes[index]!.name })),
    }));
    const ports = planNetwork({ ...site, nodes, vips }).plan.members.flatMap(({ links }) =>
      links.map(({ port }) => port),
    );
    assert.equal(new Set(ports).size, ports.length);
    assert.ok(ports.every((port) => port.length <= 15));
  });

  it('says what it cannot play, with the place', () => {
    const outside = { ...site, pools: [{ ...pool, servers: [server({ host: '192.0.2.1' })] }] };
    assert.deepEqual(planNetwork(outside).problems, [
      {
        code: 'lab/server-outside-subnets',
        severity: 'error',
        message:
          'Server web1 of pool web has 192.0.2.1, which is in no subnet of the nodes (10.77.0.0/24); the lab plays no routers.',
        path: 'web.yaml',
        line: 19,
        column: 7,
        remedy:
          'choose an address in one of these subnets, or give the nodes an interface in the subnet of the server',
      },
    ]);
    const byName = {
      ...site,
      pools: [{ ...pool, servers: [server({ host: 'web.test', hostIsName: true })] }],
    };
    assert.deepEqual(codes(byName), ['lab/server-by-name']);
    assert.deepEqual(codes({ ...site, pools: [{ ...pool, servers: [server({ name: 'client' })] }] }), [
      'lab/name-taken',
    ]);
    assert.deepEqual(codes({ ...site, pools: [{ ...pool, servers: [server({ name: 'ns' })] }] }), [
      'lab/name-taken',
    ]);
    assert.deepEqual(codes({ ...site, lab: { players: {}, clients: 400 } }).slice(-1), [
      'lab/no-free-address',
    ]);
  });
});
