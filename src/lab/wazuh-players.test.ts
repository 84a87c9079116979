import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { wazuhSite } from '../../tests/support/wazuh-site.ts';
import type { Site } from '../site/site.ts';
import { fitPlan } from './fit-plan.ts';
import { giveManager, nextManagerName } from './give-manager.ts';
import { growPlan } from './grow-plan.ts';
import { type NetworkPlan, planNetwork } from './network-plan.ts';
import { shrinkPlan } from './shrink-plan.ts';
import { agentsOf, managersOf } from './wazuh-cluster.ts';

const plan = (site: Site) => {
  const planned = planNetwork(site);
  assert.deepEqual(planned.problems, []);
  return planned.plan;
};
const managers = (network: NetworkPlan) =>
  managersOf({ dir: '', plan: network }).map(({ member, player: { type, address, master } }) => [
    member.name,
    type,
    address,
    master,
  ]);

describe('a Wazuh cluster in a lab', () => {
  it('has a member for each manager of the spec, the first of them the master', () => {
    assert.deepEqual(managers(plan(wazuhSite())), [
      ['master', 'master', '10.77.0.21', '10.77.0.21'],
      ['worker1', 'worker', '10.77.0.22', '10.77.0.21'],
      ['worker2', 'worker', '10.77.0.23', '10.77.0.21'],
    ]);
  });

  it('plays a manager once, however many pools it is a server of', () => {
    const [master] = managersOf({ dir: '', plan: plan(wazuhSite()) });
    assert.equal(master?.member.players.length, 1);
    assert.deepEqual(master?.player.ports, { events: 1514, enrollment: 1515, cluster: 1516, api: 55_000 });
    assert.equal(master?.player.apiUser, 'holdfast');
  });

  it('gives further managers names and addresses of their own, which no client has', () => {
    const network = plan(wazuhSite({}, { managers: 5 }));
    assert.deepEqual(
      managers(network)
        .slice(3)
        .map(([name, , address]) => [name, address]),
      [
        ['manager1', '10.77.0.254'],
        ['manager2', '10.77.0.253'],
      ],
    );
    const client = network.members.at(-1);
    assert.equal(client?.links[0]?.addresses[0]?.address, '10.77.0.252');
  });

  it('gives managers that are all discovered the addresses of the API first', () => {
    const site = wazuhSite({ managers: {} }, { managers: 2, agents: 1 });
    assert.deepEqual(managers(plan(site)), [
      ['manager1', 'master', '10.77.0.21', '10.77.0.21'],
      ['manager2', 'worker', '10.77.0.254', '10.77.0.21'],
    ]);
  });

  it('plays a manager where the balancer reaches it, not where the cluster does', () => {
    const site = wazuhSite();
    const pools = site.pools.map((pool) => ({
      ...pool,
      servers: pool.servers.map((server) =>
        server.name === 'worker2' ? { ...server, host: '10.77.0.77' } : server,
      ),
    }));
    assert.equal(managers(plan({ ...site, pools }))[2]?.[2], '10.77.0.77');
  });

  it('leaves the managers’ pools to other programs where the spec names some and no managers', () => {
    const network = plan(wazuhSite({}, { players: { 'wazuh-events': 'tcp-echo' } }));
    assert.deepEqual(managers(network), []);
    assert.equal(network.members.find(({ name }) => name === 'master')?.players[0]?.program, 'tcp-echo');
  });

  it('spreads agents over the clients, each with numbers of its own, and sends them to the VIP', () => {
    const network = plan(wazuhSite({}, { managers: 3, agents: 31, clients: 2 }));
    assert.deepEqual(
      agentsOf({ dir: '', plan: network }).map(({ member, player: { first, count, events, enroll } }) => [
        member.name,
        first,
        count,
        events,
        enroll,
      ]),
      [
        ['client', 1, 15, '10.77.0.100:1514', '10.77.0.100:1515'],
        ['client2', 16, 16, '10.77.0.100:1514', '10.77.0.100:1515'],
      ],
    );
  });

  it('says where a manager cannot be played', () => {
    const away = planNetwork(wazuhSite({ managers: { master: '192.0.2.1' } }));
    assert.deepEqual([...new Set(away.problems.map(({ code }) => code))], ['lab/server-outside-subnets']);
    assert.match(away.problems[0]?.message ?? '', /^Manager master has 192\.0\.2\.1/);
    const named = planNetwork(wazuhSite({ managers: { lb1: '10.77.0.21' } }));
    assert.deepEqual([...new Set(named.problems.map(({ code }) => code))], ['lab/name-taken']);
  });
});

describe('a Wazuh cluster of a lab that runs', () => {
  const running = plan(wazuhSite());
  const onWires = (site: Site) => {
    const fitted = fitPlan(running, plan(site));
    assert.ok(!('why' in fitted));
    return fitted;
  };

  it('gets a manager on the master’s wire, at an address that nobody has', () => {
    const name = nextManagerName(running);
    const member = giveManager(running, wazuhSite(), name);
    assert.equal(name, 'manager1');
    assert.equal(member?.links[0]?.addresses[0]?.address, '10.77.0.253');
    assert.equal(member?.links[0]?.bridge, 'br0');
    const { made } = growPlan(running, { ...running, members: [member!], aliases: {} });
    assert.equal(made[0]?.links[0]?.port, 'manager1-eth0');
  });

  it('keeps what the lab gave, whatever the spec says', () => {
    const member = giveManager(running, wazuhSite(), 'manager1')!;
    const grown = growPlan(running, { ...running, members: [member], aliases: {} }).plan;
    const fewer = wazuhSite({ managers: { master: '10.77.0.21' } });
    const { ended, plan: left } = shrinkPlan(grown, onWires(fewer));
    assert.deepEqual(
      ended.map(({ name }) => name),
      ['worker1', 'worker2'],
    );
    assert.deepEqual(
      managers(left).map(([name]) => name),
      ['master', 'manager1'],
    );
  });

  it('plays a manager that is new in the spec, and the others as before', () => {
    const more = wazuhSite({
      managers: { master: '10.77.0.21', worker1: '10.77.0.22', worker2: '10.77.0.23', worker3: '10.77.0.24' },
    });
    const { made, extended } = growPlan(running, onWires(more));
    assert.deepEqual(
      made.map(({ name }) => name),
      ['worker3'],
    );
    assert.deepEqual(extended, []);
  });
});
