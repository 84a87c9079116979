import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Fault } from '../../src/base/fault.ts';
import { LiveLab } from '../support/live-lab.ts';
import { waitUntil } from '../support/wait-until.ts';
import { WEB_SPEC, withLine, withWeight } from '../support/web-spec.ts';

/* What an apply refuses, what it takes back, and who is told: on a real pair, under load. */

const VIP = '10.77.0.100';
const OTHER_VIP = '10.77.0.101';

let live: LiveLab;
before(
  async () => {
    live = await LiveLab.up('r', WEB_SPEC, [OTHER_VIP]);
  },
  { timeout: 60_000 },
);
after(async () => {
  await live.down();
});

const code = (expected: string) => (error: Fault) => {
  assert.equal(error.code, expected, error.message);
  return true;
};

describe('a change that waits for a confirmation', { timeout: 120_000 }, () => {
  it('is taken back by itself when nobody confirms', async () => {
    const former = await live.quiet();
    const ended = await live.apply('lb1', withWeight(2), { confirmMs: 1_000 });
    assert.equal(ended.stage, 'undone');
    assert.equal(ended.fault?.code, 'node/not-confirmed');
    assert.equal(await live.quiet(), former);
  });

  it('is kept by holdfast confirm, and by none that comes later', async () => {
    const applied = await live.holdfast(
      'apply',
      '-f',
      live.write('a.yaml', withWeight(3)),
      '--yes',
      '--confirm',
      '30s',
    );
    assert.equal(applied.code, 0, applied.stderr);
    assert.match(applied.stdout, /holdfast confirm/);
    const confirmed = await live.holdfast('confirm');
    assert.equal(confirmed.code, 0, confirmed.stderr);
    assert.match(confirmed.stdout, /Revision 2 is kept on lb1 and lb2/);
    await live.quiet();
    const late = await live.holdfast('confirm');
    assert.equal(late.code, 1);
    assert.match(late.stderr, /node\/nothing-to-confirm/);
  });

  it('is taken back by holdfast rollback, and by an undo at the other node', async () => {
    const former = await live.quiet();
    await live.holdfast('apply', '-f', live.write('a.yaml', withWeight(4)), '--yes', '--confirm', '30s');
    const back = await live.holdfast('rollback', '--yes');
    assert.equal(back.code, 0, back.stderr);
    assert.equal(await live.quiet(), former);
    await live.door('lb1').apply({ spec: withWeight(5), file: 'a.yaml', confirmMs: 30_000 }, 'anna');
    await waitUntil(
      'unconfirmed',
      20_000,
      async () => (await live.door('lb1').progress())?.stage === 'unconfirmed',
    );
    const undone = await live.door('lb2').undo('bert');
    assert.equal(undone.stage, 'undone');
    assert.match(undone.sentence, /bert/);
    assert.equal(await live.quiet(), former);
  });
});

describe('a second apply', { timeout: 120_000 }, () => {
  it('is refused on both nodes while one is on, and says whose', async () => {
    await live.door('lb1').apply({ spec: withWeight(6), file: 'a.yaml', confirmMs: 30_000 }, 'anna');
    await waitUntil(
      'unconfirmed',
      20_000,
      async () => (await live.door('lb1').progress())?.stage === 'unconfirmed',
    );
    for (const node of ['lb1', 'lb2']) {
      await assert.rejects(
        live.door(node).apply({ spec: withWeight(7), file: 'b.yaml' }, 'bert'),
        (error: Fault) => {
          code('node/apply-in-progress')(error);
          return /anna/.test(error.message);
        },
      );
    }
    const said = await live.holdfast('apply', '-f', live.write('b.yaml', withWeight(7)), '--yes');
    assert.equal(said.code, 1);
    assert.match(said.stderr, /node\/apply-in-progress[^]*anna/);
    await live.door('lb1').undo('anna');
    await live.quiet();
  });

  it('at both nodes in the same moment: at most one is kept, and both nodes have the same', async () => {
    const orders = await Promise.allSettled([
      live.door('lb1').apply({ spec: withWeight(8), file: 'a.yaml' }, 'anna'),
      live.door('lb2').apply({ spec: withWeight(9), file: 'b.yaml' }, 'bert'),
    ]);
    const begun = orders.flatMap((one) => (one.status === 'fulfilled' ? [one.value.release] : []));
    await live.quiet();
    const stages = await Promise.all(
      ['lb1', 'lb2'].map(async (node) => (await live.door(node).progress())?.stage),
    );
    assert.ok(begun.length > 0);
    assert.ok(stages.filter((stage) => stage === 'kept').length <= 1, stages.join(', '));
  });

  it('that was made for another state is refused', async () => {
    const { etag } = await live.door('lb1').history();
    assert.equal((await live.apply('lb2', withWeight(10))).stage, 'kept');
    await assert.rejects(
      live.door('lb1').apply({ spec: withWeight(11), file: 'b.yaml' }, 'bert', etag),
      code('node/state-changed'),
    );
  });
});

describe('a change that does not fit', { timeout: 180_000 }, () => {
  it('on the second node alone, by its engine’s word, changes nothing anywhere', async () => {
    // A file that only the network of lb1 has.
    await live.inside('lb1', 'ip', 'link', 'add', 'only1', 'type', 'veth', 'peer', 'name', 'only2');
    const acl = 'acl seen path -f /proc/sys/net/ipv4/conf/only1/tag';
    const spec = withLine('pool: web }', `pool: web, raw: { haproxy: "${acl}" } }`);
    const former = await live.quiet();
    const pids = await guestPids();
    const ended = await live.apply('lb1', spec);
    assert.equal(ended.stage, 'refused', ended.sentence);
    assert.match(ended.sentence, /^lb2: /);
    assert.match(ended.fault?.evidence ?? '', /only1/);
    assert.equal(await live.quiet(), former);
    assert.deepEqual(await guestPids(), pids);
  });

  it('because no server answers its checks is taken back on the standby; the holder was never touched', async () => {
    const former = await live.quiet();
    const before = await guestPids();
    const ended = await live.apply('lb1', withLine('expect: 200', 'expect: 201'));
    assert.equal(ended.stage, 'undone', ended.sentence);
    assert.equal(ended.fault?.code, 'node/unhealthy-after-change');
    assert.match(ended.sentence, /lb2.*pool web/);
    assert.equal(ended.nodes.find(({ node }) => node === 'lb1')?.stage, 'checked');
    assert.equal(await live.quiet(), former);
    assert.deepEqual((await guestPids())['lb1'], before['lb1']);
  });
});

describe('a node that is away', { timeout: 180_000 }, () => {
  it('keeps the others from changing; with --partial they do, and it fetches the release when it returns', async () => {
    const former = await live.quiet();
    await live.holdDaemon('lb2');
    const refused = await live.apply('lb1', withWeight(12));
    assert.equal(refused.stage, 'refused');
    assert.equal(refused.fault?.code, 'node/peer-unreachable');
    assert.equal((await live.observe('lb1')).release.digest, former);
    const partial = await live.apply('lb1', withWeight(12), { partial: true });
    assert.equal(partial.stage, 'kept', partial.sentence);
    assert.equal(partial.nodes.find(({ node }) => node === 'lb2')?.stage, 'skipped');
    live.returnDaemon('lb2');
    assert.equal(await live.quiet(), partial.release);
    const kinds = (await live.door('lb2').events(-20, 20)).map(({ kind }) => kind);
    assert.ok(kinds.includes('catching-up'), kinds.join(', '));
  });

  it('has a plan that takes what operators want of it for granted', async () => {
    await live.quiet();
    const door = live.door('lb1');
    const drained = { kind: 'server-state', pool: 'web', server: 'web2' } as const;
    await door.ask({ wish: { ...drained, state: 'drain' }, who: 'test', why: 'a plan' });
    await live.holdDaemon('lb2');
    const { plan, unreachable } = await door.plan({ spec: withWeight(13), file: 'web.yaml' });
    live.returnDaemon('lb2');
    await door.ask({ wish: { ...drained, state: 'ready' }, who: 'test', why: 'a plan' });
    assert.deepEqual(Object.keys(unreachable), ['lb2']);
    assert.equal(plan.changes.length, 1, JSON.stringify(plan.changes));
    assert.match(plan.changes[0]?.text ?? '', /web3/);
    await live.quiet();
  });

  it('when it coordinates, and stays away: the other takes it back by itself', async () => {
    const former = await live.quiet();
    await live.door('lb2').apply({ spec: withWeight(13), file: 'a.yaml', confirmMs: 60_000 }, 'anna');
    await waitUntil(
      'unconfirmed',
      20_000,
      async () => (await live.door('lb2').progress())?.stage === 'unconfirmed',
    );
    await live.holdDaemon('lb2');
    await waitUntil('lb1 has taken it back', 30_000, async () => {
      const { release } = await live.observe('lb1');
      return release.trial === undefined && release.digest === former;
    });
    live.returnDaemon('lb2');
    assert.equal(await live.quiet(), former);
  });
});

describe('a disk of one node', { timeout: 180_000 }, () => {
  const mount = async (...words: readonly string[]) => {
    const { code: status, stderr } = await live.inside('lb2', 'mount', ...words);
    assert.equal(status, 0, stderr);
  };
  const dir = () => live.state('lb2');

  before(async () => {
    await live.quiet();
    await live.holdDaemon('lb2');
    const copy = join(live.home, 'state');
    await live.inside('lb2', 'cp', '-a', dir(), copy);
    await mount('-t', 'tmpfs', '-o', 'size=1m,mode=700', 'tmpfs', dir());
    await live.inside('lb2', 'sh', '-c', `cp -a ${copy}/revisions ${dir()}/`);
    live.returnDaemon('lb2');
    await live.quiet();
  });

  it('that is full lets no apply through, and harms nothing', async () => {
    const former = await live.quiet();
    await live.inside('lb2', 'sh', '-c', `dd if=/dev/zero of=${dir()}/fill bs=4k 2>/dev/null; true`);
    const ended = await live.apply('lb1', withWeight(14));
    assert.ok(['refused', 'undone'].includes(ended.stage), ended.sentence);
    assert.match(ended.sentence, /lb2|\/state\//);
    assert.equal((await live.observe('lb1')).release.digest, former);
    await live.inside('lb2', 'rm', '-f', `${dir()}/fill`);
    assert.equal(await live.quiet(), former);
  });

  it('that is read-only does the same, and the next apply works when it is mended', async () => {
    const former = await live.quiet();
    // Over itself: what the daemon has open stays writable, as its journal is on a disk that fails.
    await mount('--bind', dir(), dir());
    await mount('-o', 'remount,ro,bind', dir());
    const ended = await live.apply('lb1', withWeight(15));
    assert.ok(['refused', 'undone'].includes(ended.stage), ended.sentence);
    await live.inside('lb2', 'umount', dir());
    assert.equal(await live.quiet(), former);
    const next = await live.apply('lb1', withWeight(15));
    assert.equal(next.stage, 'kept', next.sentence);
    await live.quiet();
  });
});

describe('all that', { timeout: 60_000 }, () => {
  it('was noticed by no client, and the VIP stayed where it was', async () => {
    const { failed, all } = await live.traffic.end();
    assert.ok(all > 500, String(all));
    assert.deepEqual(failed, []);
    assert.deepEqual(
      live.watch.ledger.holds().map(({ node, toUs }) => [node, toUs]),
      [['lb1', undefined]],
    );
  });
});

describe('a VIP that is advertised otherwise', { timeout: 180_000 }, () => {
  const changes: readonly (readonly [string, string])[] = [
    [
      'another router id',
      withLine('address: 10.77.0.100/24', 'address: 10.77.0.100/24\n    vrrp: { routerId: 77 }'),
    ],
    ['another address', withLine('address: 10.77.0.100/24', `address: ${OTHER_VIP}/24`)],
    ['the former address again', WEB_SPEC],
  ];
  for (const [what, spec] of changes) {
    it(`(${what}) is interrupted as the plan says, and never on two nodes`, async () => {
      await live.quiet({ vips: [] });
      const { plan } = await live.door('lb1').plan({ spec, file: 'web.yaml' });
      assert.equal(plan.impact, 'vip-interrupted');
      const sinceUs = Date.now() * 1_000;
      const ended = await live.apply('lb1', spec);
      assert.equal(ended.stage, 'kept', ended.sentence);
      await live.quiet({ vips: [spec.includes(OTHER_VIP) ? OTHER_VIP : VIP] });
      for (const address of [VIP, OTHER_VIP]) assert.deepEqual(live.twoHolders(address, sinceUs), []);
    });
  }
});

describe('nodes that do not hear each other', { timeout: 120_000 }, () => {
  it('are not changed; after it both have the same, and one holds the VIP', async () => {
    const former = await live.quiet();
    await live.isolate(['lb1', 'lb2'], 'on');
    const refused = await live.apply('lb1', withWeight(21));
    assert.equal(refused.fault?.code, 'node/peer-unreachable', refused.sentence);
    const partial = await live.apply('lb1', withWeight(21), { partial: true });
    assert.equal(partial.stage, 'kept', partial.sentence);
    assert.equal((await live.observe('lb2')).release.digest, former);
    await live.isolate(['lb1', 'lb2'], 'off');
    assert.equal(await live.quiet(), partial.release);
  });
});

async function guestPids(): Promise<Readonly<Record<string, readonly (number | undefined)[]>>> {
  const looks = await Promise.all(live.nodes.map(async (node) => [node, await live.observe(node)] as const));
  return Object.fromEntries(
    looks.map(([node, { foundation }]) => {
      if (!('fact' in foundation)) throw new Error(foundation.why);
      const { haproxy, keepalived } = foundation.fact.guests;
      return [node, [haproxy.pid, keepalived.pid]];
    }),
  );
}
