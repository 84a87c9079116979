import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { webSite } from '../../../tests/support/web-site.ts';
import type { ServerFacts } from '../../engines/haproxy/server-facts.ts';
import { deciderOf } from './decider-of.ts';
import { loadsOf } from './loads-of.ts';

const site = webSite();
const pool = site.pools[0]!;
const names = pool.servers.map(({ name }) => name);
const [one = '', other = ''] = names;

function fact(server: string, state: ServerFacts['state'] = 'up'): ServerFacts {
  return { pool: pool.name, server, state, sessions: 5, lastCheck: 'L4OK', weight: 3 };
}

describe('the loads of a pool', () => {
  it('are the sessions of all nodes and processes; counted are those of the newest process here', () => {
    const own = { [one]: { sessions: 7, counted: 5 } };
    const [load] = loadsOf(pool, [fact(one)], own, [{ [one]: { sessions: 4, counted: 4 } }, {}]);
    assert.deepEqual(load, {
      server: one,
      weight: 3,
      isFit: true,
      mayGive: true,
      maxSessions: pool.servers[0]!.maxConnections,
      sessions: 11,
      counted: 5,
    });
  });

  it('of a server that is down, drained or in maintenance neither take nor give', () => {
    for (const state of ['down', 'drain', 'maint', 'unknown'] as const) {
      const [load] = loadsOf(pool, [fact(one, state)], {}, []);
      assert.deepEqual([load?.isFit, load?.mayGive], [false, false], state);
    }
  });

  it('of a server with weight 0 are moved away, unless an operator drains it', () => {
    const weightless = { ...pool, servers: pool.servers.map((server) => ({ ...server, weight: 0 })) };
    const mayGive = (drained: ReadonlySet<string>) =>
      loadsOf(weightless, [fact(one, 'drain')], {}, [], drained)[0]?.mayGive;
    assert.equal(mayGive(new Set()), true);
    assert.equal(mayGive(new Set([one])), false);
  });

  it('of a backup give, and take only when no other server is up', () => {
    const withBackup = {
      ...pool,
      servers: pool.servers.map((server) => ({ ...server, backup: server.name === other })),
    };
    const fitness = (state: ServerFacts['state']) =>
      loadsOf(withBackup, [fact(one, state), fact(other)], {}, []).map(({ isFit, mayGive }) => [
        isFit,
        mayGive,
      ]);
    assert.deepEqual(fitness('up'), [
      [true, true],
      [false, true],
    ]);
    assert.deepEqual(fitness('down'), [
      [false, false],
      [true, true],
    ]);
  });
});

describe('the node that decides about a pool', () => {
  const seen = (...nodes: readonly string[]) => ({
    vips: {
      edge: {
        address: '10.77.0.100',
        addresses: ['10.77.0.100'],
        holders: nodes.map((node) => ({ node, observedBy: node, ageMs: 1 })),
      },
    },
  });

  it('is the one holder of its VIP', () => {
    assert.equal(deciderOf(site, pool.name, seen('lb2')), 'lb2');
  });

  it('is nobody while nobody or several hold it', () => {
    assert.equal(deciderOf(site, pool.name, seen()), undefined);
    assert.equal(deciderOf(site, pool.name, seen('lb1', 'lb2')), undefined);
    assert.equal(deciderOf(site, 'unused', seen('lb1')), undefined);
  });
});
