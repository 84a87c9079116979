import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { webSite } from '../../tests/support/web-site.ts';
import type { Server, Site } from '../site/site.ts';
import { fitPlan } from './fit-plan.ts';
import { growPlan } from './grow-plan.ts';
import { type NetworkPlan, planNetwork } from './network-plan.ts';
import { shrinkPlan } from './shrink-plan.ts';

const site = webSite();
const pool = site.pools[0]!;
const running = planNetwork(site).plan;
const server = (name: string, last: number, change: Partial<Server> = {}): Server => ({
  ...pool.servers[0]!,
  name,
  host: `10.77.0.${last}`,
  ...change,
});
const withServers = (...servers: readonly Server[]): Site => ({ ...site, pools: [{ ...pool, servers }] });
const [web1, web2, web3] = pool.servers as [Server, Server, Server];

function fit(wanted: Site, from: NetworkPlan = running): NetworkPlan {
  const { plan, problems } = planNetwork(wanted);
  assert.deepEqual(problems, []);
  const fitted = fitPlan(from, plan);
  assert.ok(!('why' in fitted), JSON.stringify(fitted));
  return fitted;
}
const grow = (wanted: Site) => growPlan(running, fit(wanted));
const addresses = (plan: NetworkPlan, name: string) =>
  plan.members
    .find((member) => member.name === name)
    ?.links.flatMap((link) => link.addresses.map(({ address }) => address));

describe('a lab that gets another site while it runs', () => {
  it('does nothing where nothing is new', () => {
    const { plan, made, extended } = grow(site);
    assert.deepEqual([made, extended], [[], []]);
    assert.deepEqual(plan, running);
    assert.deepEqual(shrinkPlan(running, fit(site)), { plan: running, ended: [], left: [] });
  });

  it('makes a member for a new server, with a port of its own on the switch', () => {
    const { plan, made, extended } = grow(withServers(web1, web2, web3, server('web4', 24)));
    assert.deepEqual(extended, []);
    assert.deepEqual(
      made.map(({ name, links }) => [name, links[0]?.port, links[0]?.bridge]),
      [['web4', 'web4-eth0', 'br0']],
    );
    assert.deepEqual(plan.members, [...running.members, ...made]);
  });

  it('ends a server that left, and keeps the others and their ports', () => {
    const { plan, ended } = shrinkPlan(running, fit(withServers(web1, web3)));
    assert.deepEqual(
      ended.map(({ name }) => name),
      ['web2'],
    );
    assert.deepEqual(
      plan.members,
      running.members.filter(({ name }) => name !== 'web2'),
    );
  });

  it('plays a new port of a server beside the former one', () => {
    const { made, extended } = grow(withServers({ ...web1, port: 9090 }, web2, web3));
    assert.deepEqual(made, []);
    assert.deepEqual(extended, [
      {
        member: 'web1',
        links: [],
        players: [{ program: 'http-echo', name: 'web1', listen: [{ host: '10.77.0.21', port: 9090 }] }],
      },
    ]);
  });

  it('gives a server that moves both addresses, until the move is done', () => {
    const moved = withServers(server('web1', 31), web2, web3);
    const { plan } = grow(moved);
    assert.deepEqual(addresses(plan, 'web1'), ['10.77.0.21', '10.77.0.31']);
    const after = shrinkPlan(plan, fit(moved, plan));
    assert.deepEqual(after.ended, []);
    assert.deepEqual(
      after.left.map(({ member, interface: name, address }) => [member, name, address.address]),
      [['web1', 'eth0', '10.77.0.21']],
    );
    assert.deepEqual(addresses(after.plan, 'web1'), ['10.77.0.31']);
  });

  it('knows a server by its address when it is renamed', () => {
    const renamed = withServers(server('www1', 21), web2, web3);
    const { plan, made } = grow(renamed);
    assert.deepEqual(made, []);
    assert.equal(plan.aliases['www1'], 'web1');
    assert.deepEqual(shrinkPlan(plan, fit(renamed, plan)).ended, []);
  });

  it('lets the client keep its address', () => {
    const { plan } = grow(withServers(web1, web2, web3, server('web4', 253)));
    assert.deepEqual(addresses(plan, 'client'), ['10.77.0.254']);
  });

  it('makes further clients', () => {
    const { made } = grow({ ...site, lab: { ...site.lab, clients: 2 } });
    assert.deepEqual(
      made.map(({ name, kind }) => [name, kind]),
      [['client2', 'client']],
    );
  });

  it('never gives one address to two members, whatever servers come and go', () => {
    for (const last of [21, 22, 23, 24, 30]) {
      const { plan } = grow(withServers(server('web3', last), server('other', 40)));
      const all = plan.members.flatMap(({ name }) => addresses(plan, name) ?? []);
      assert.equal(new Set(all).size, all.length, JSON.stringify(all));
    }
  });

  it('says why it cannot when the nodes are others', () => {
    const [lb1, lb2] = site.nodes;
    const other = { ...site, nodes: [lb1!] };
    assert.match(
      JSON.stringify(fitPlan(running, planNetwork(other).plan)),
      /nodes lb1, lb2, and the spec lb1/,
    );
    const moved = {
      ...lb2!,
      interfaces: [{ name: 'eth0', addresses: [{ address: '10.77.0.13', prefix: 24, family: 4 as const }] }],
    };
    assert.match(
      JSON.stringify(fitPlan(running, planNetwork({ ...site, nodes: [lb1!, moved] }).plan)),
      /of node lb2 are others/,
    );
  });
});
