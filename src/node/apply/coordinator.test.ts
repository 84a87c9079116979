import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compile, filesFor } from '../../../tests/support/apply-model/model-compile.ts';
import { ModelSite, same } from '../../../tests/support/apply-model/model-site.ts';
import { modelSpec } from '../../../tests/support/apply-model/model-spec.ts';
import { Fault } from '../../base/fault.ts';
import { idleSite } from './idle-site.ts';
import type { ApplyOrder } from './orders.ts';

const PAIR = ['lb1', 'lb2'];
const NEXT = modelSpec({ nodes: PAIR, port: 81 });

/** Machines for all of them, of which some are in the site. VIPs are watched: two nodes never have one. */
async function aSite(spec = modelSpec({ nodes: PAIR }), machines = PAIR) {
  const site = new ModelSite(machines);
  await site.accept(spec);
  for (const node of machines) site.start(node);
  const until = (seconds: number) =>
    site.clock.runUntil(seconds * 1_000, () =>
      assert.deepEqual(site.vrrp.doubled(), [], 'two nodes hold a VIP'),
    );
  await until(0.5);
  const begin = (order: Partial<ApplyOrder> & { spec: string }, node = 'lb1') =>
    site.changes(node).apply({ file: 'web.yaml', ...order }, 'ann');
  return { site, until, begin };
}

/** The revision that a node has accepted and has in force. */
function inForce(site: ModelSite, node: string): number {
  const { files, state, trial, apply } = site.machine(node);
  const [whole] = state.whole;
  assert.ok(whole !== undefined, `${node} has a revision`);
  const compiled = compile(whole.spec, 'holdfast.yaml', whole.routerIds);
  assert.ok('site' in compiled);
  const isMember = compiled.site.nodes.some(({ name }) => name === node);
  const wanted = filesFor(isMember ? compiled.site : idleSite(compiled.site, node), node);
  assert.ok(same(files, wanted), `${node} has its revision ${whole.number} in force`);
  assert.deepEqual([trial, apply], [undefined, undefined], `${node} has no record left`);
  return whole.number;
}

function last(site: ModelSite) {
  return site.shown.at(-1) ?? assert.fail('no progress was shown');
}

/** The nodes in the order in which they were changed. */
function changed(site: ModelSite): string[] {
  const order = site.shown.flatMap(({ nodes }) => nodes.filter(({ stage }) => stage === 'applying'));
  return order.map(({ node }) => node).filter((node, index, all) => node !== all[index - 1]);
}

const isFault = (code: string) => (error: unknown) => error instanceof Fault && error.code === code;

describe('an apply', () => {
  it('is kept by all nodes, the standby first', async () => {
    const { site, until, begin } = await aSite();
    assert.equal((await begin({ spec: NEXT, note: 'port 81' })).stage, 'checking');
    await until(20);
    assert.equal(last(site).stage, 'kept', last(site).sentence);
    assert.equal(last(site).sentence, 'Revision 2 is kept on lb1 and lb2; no session was cut.');
    assert.deepEqual(
      PAIR.map((node) => inForce(site, node)),
      [2, 2],
    );
    assert.deepEqual(changed(site), ['lb2', 'lb1']);
    const [one, other] = PAIR.map((node) => site.machine(node).state.current);
    assert.deepEqual(one, other);
    assert.deepEqual([one?.who, one?.note], ['ann', 'port 81']);
  });

  it('changes the holder last, whoever coordinates', async () => {
    const { site, until, begin } = await aSite();
    await begin({ spec: NEXT }, 'lb2');
    await until(20);
    assert.deepEqual([last(site).stage, changed(site)], ['kept', ['lb2', 'lb1']]);
  });

  it('says when there is nothing to do, and makes no revision of it', async () => {
    const { site, until, begin } = await aSite();
    await begin({ spec: modelSpec({ nodes: PAIR }) });
    await until(20);
    assert.match(last(site).sentence, /^Nothing to do: revision 1 is in force/);
    assert.deepEqual([last(site).stage, inForce(site, 'lb1')], ['kept', 1]);
  });

  it('tells all problems of a spec at once, and begins nothing', async () => {
    const { site, begin } = await aSite();
    await assert.rejects(
      begin({ spec: NEXT.replace('mode: http', 'mode: htpt').replace(': web }', ': wep }') }),
      (error) => {
        assert.ok(isFault('node/spec-refused')(error));
        const problems = JSON.parse((error as Fault).evidence) as { path: string; line: number }[];
        assert.ok(problems.length >= 2);
        assert.ok(problems.every(({ path, line }) => path === 'web.yaml' && line > 1));
        return true;
      },
    );
    assert.deepEqual(site.shown, []);
  });

  it('changes nothing when the engines of one node refuse', async () => {
    const { site, until, begin } = await aSite();
    site.refuses = (node) => (node === 'lb2' ? 'unknown keyword "frobnicate"' : undefined);
    await begin({ spec: NEXT });
    await until(20);
    assert.deepEqual([last(site).stage, last(site).fault?.code], ['refused', 'engines/refused']);
    assert.equal(last(site).sentence, 'lb2: unknown keyword "frobnicate"');
    assert.deepEqual([changed(site), PAIR.map((node) => inForce(site, node))], [[], [1, 1]]);
  });

  it('puts the former release back everywhere when the second node fails', async () => {
    const { site, until, begin } = await aSite();
    site.refuses = (node, effect, files) =>
      node === 'lb1' && effect === 'force' && files.some(({ text }) => text.includes('"port": 81'))
        ? 'cannot bind port 81'
        : undefined;
    await begin({ spec: NEXT });
    await until(20);
    assert.equal(last(site).stage, 'undone');
    assert.equal(last(site).sentence, 'lb1: cannot bind port 81 Revision 1 is in force again on all nodes.');
    assert.deepEqual(
      [changed(site), PAIR.map((node) => inForce(site, node))],
      [
        ['lb2', 'lb1'],
        [1, 1],
      ],
    );
  });

  it('puts the former release back when a node is not well with the new one', async () => {
    const { site, until, begin } = await aSite();
    site.looksLike = (node, seen) => {
      if (node !== 'lb2' || seen.release.trial === undefined || !('fact' in seen.foundation)) return seen;
      const { fact } = seen.foundation;
      const haproxy = { ...fact.guests.haproxy, state: 'waiting' as const };
      return {
        ...seen,
        foundation: { ...seen.foundation, fact: { ...fact, guests: { ...fact.guests, haproxy } } },
      };
    };
    await begin({ spec: NEXT });
    await until(40);
    assert.deepEqual([last(site).stage, last(site).fault?.code], ['undone', 'node/unhealthy-after-change']);
    assert.match(last(site).sentence, /lb2 .*haproxy is waiting/);
    assert.deepEqual([changed(site), PAIR.map((node) => inForce(site, node))], [['lb2'], [1, 1]]);
  });

  it('is refused when a node does not answer, and goes on without it when told to; that one fetches it later', async () => {
    const { site, until, begin } = await aSite();
    site.kill('lb2');
    await begin({ spec: NEXT });
    await until(10);
    assert.deepEqual([last(site).stage, last(site).fault?.code], ['refused', 'node/peer-unreachable']);
    await begin({ spec: NEXT, partial: true });
    await until(30);
    assert.deepEqual([last(site).stage, inForce(site, 'lb1'), inForce(site, 'lb2')], ['kept', 2, 1]);
    assert.match(last(site).sentence, /lb2 will fetch it/);
    site.start('lb2');
    await until(40);
    assert.equal(inForce(site, 'lb2'), 2);
    assert.deepEqual(site.machine('lb1').state.current, site.machine('lb2').state.current);
  });

  it('is refused when another one is on, on whichever node it is asked for', async () => {
    const { begin, until } = await aSite();
    await begin({ spec: NEXT, confirmMs: 60_000 });
    await until(10);
    for (const node of PAIR)
      await assert.rejects(begin({ spec: NEXT }, node), isFault('node/apply-in-progress'));
  });

  it('is refused when somebody was quicker', async () => {
    const { site, until, begin } = await aSite();
    const { etag } = site.machine('lb1').state;
    await begin({ spec: NEXT });
    await until(20);
    const late = site.changes('lb1').apply({ spec: NEXT, file: 'web.yaml' }, 'bob', etag);
    await assert.rejects(late, isFault('node/state-changed'));
  });

  it('is refused when the release is not the one of the plan', async () => {
    const { site, until, begin } = await aSite();
    await begin({ spec: NEXT, planned: { before: 'sha256:other', after: 'sha256:other' } });
    await until(10);
    assert.deepEqual([last(site).stage, last(site).fault?.code], ['refused', 'node/plan-outdated']);
  });
});

describe('an apply that waits for a confirmation', () => {
  it('is kept when somebody confirms it, at whichever node', async () => {
    for (const node of PAIR) {
      const { site, until, begin } = await aSite();
      await begin({ spec: NEXT, confirmMs: 30_000 });
      await until(10);
      assert.equal(last(site).stage, 'unconfirmed');
      assert.equal(site.machine('lb2').state.current?.number, 1);
      const confirmed = site.changes(node).confirm('bob');
      await until(20);
      assert.equal((await confirmed).stage, 'kept');
      assert.deepEqual(
        PAIR.map((one) => inForce(site, one)),
        [2, 2],
      );
    }
  });

  it('takes itself back when nobody does', async () => {
    const { site, until, begin } = await aSite();
    await begin({ spec: NEXT, confirmMs: 30_000 });
    await until(60);
    assert.deepEqual([last(site).stage, last(site).fault?.code], ['undone', 'node/not-confirmed']);
    assert.deepEqual(
      PAIR.map((node) => inForce(site, node)),
      [1, 1],
    );
    await assert.rejects(site.changes('lb1').confirm('ann'), isFault('node/nothing-to-confirm'));
  });

  it('is taken back at once when somebody says so', async () => {
    const { site, until, begin } = await aSite();
    await begin({ spec: NEXT, confirmMs: 60_000 });
    await until(10);
    const undone = site.changes('lb1').undo('bob');
    await until(12);
    assert.equal((await undone).stage, 'undone');
    assert.match(last(site).sentence, /^bob took the change back/);
    assert.deepEqual(
      PAIR.map((node) => inForce(site, node)),
      [1, 1],
    );
  });

  it('is taken back by the nodes themselves when the coordinator dies', async () => {
    const { site, until, begin } = await aSite();
    await begin({ spec: NEXT, confirmMs: 60_000 });
    await until(10);
    site.kill('lb1');
    await until(25);
    assert.equal(inForce(site, 'lb2'), 1);
    assert.match(
      site.machine('lb2').journal.at(-1)!.text,
      /lb1 was silent; nobody says that it was accepted/,
    );
    site.start('lb1');
    await until(45);
    assert.deepEqual([inForce(site, 'lb1'), last(site).stage], [1, 'undone']);
    assert.ok(site.machine('lb1').journal.some(({ kind }) => kind === 'trial-found'));
  });
});

describe('a rollback', () => {
  it('is a new revision with the former text', async () => {
    const { site, until, begin } = await aSite();
    await begin({ spec: NEXT });
    await until(20);
    await site.changes('lb2').rollback({}, 'bob');
    await until(40);
    assert.deepEqual([last(site).kind, last(site).stage], ['rollback', 'kept']);
    assert.deepEqual(
      PAIR.map((node) => inForce(site, node)),
      [3, 3],
    );
    const [third, , first] = site.machine('lb1').state.whole;
    assert.deepEqual(
      [third?.spec, third?.release, third?.note],
      [first?.spec, first?.release, 'rollback to revision 1'],
    );
  });

  it('to a revision that is not there is refused', async () => {
    const { site } = await aSite();
    await assert.rejects(site.changes('lb1').rollback({ revision: 7 }, 'bob'), isFault('node/no-revision'));
    await assert.rejects(site.changes('lb1').rollback({}, 'bob'), isFault('node/no-revision'));
  });
});

describe('a VIP whose VRRP becomes another', () => {
  for (const [what, before, after] of [
    ['router id', { routerId: 50 }, { routerId: 60 }],
    ['advertised address', {}, { vip: '10.77.0.110' }],
    [
      'router ids of two VIPs, each on another node',
      { routerId: 50, second: true },
      { routerId: 60, second: true },
    ],
  ] as const) {
    it(`never has two holders: ${what}`, async () => {
      const { site, until, begin } = await aSite(modelSpec({ nodes: PAIR, ...before }));
      const held = PAIR.map((node) => site.vrrp.addressesOf(node).length);
      await begin({ spec: modelSpec({ nodes: PAIR, ...after }) });
      await until(40);
      assert.equal(last(site).stage, 'kept', last(site).sentence);
      assert.deepEqual(
        PAIR.map((node) => inForce(site, node)),
        [2, 2],
      );
      assert.deepEqual(
        PAIR.map((node) => site.vrrp.addressesOf(node).length),
        held,
        'who held it holds it still',
      );
    });

    it(`never has two holders when it is taken back either: ${what}`, async () => {
      const { site, until, begin } = await aSite(modelSpec({ nodes: PAIR, ...before }));
      await begin({ spec: modelSpec({ nodes: PAIR, ...after }), confirmMs: 3_000 });
      await until(60);
      assert.equal(last(site).stage, 'undone', last(site).sentence);
      assert.deepEqual(
        PAIR.map((node) => inForce(site, node)),
        [1, 1],
      );
    });
  }

  it('is not changed without a node that may hold it', async () => {
    const { site, until, begin } = await aSite(modelSpec({ nodes: PAIR, routerId: 50 }));
    site.cut.add('lb1 lb2');
    await begin({ spec: modelSpec({ nodes: PAIR, routerId: 60 }), partial: true });
    await until(10);
    assert.deepEqual([last(site).stage, last(site).fault?.code], ['refused', 'node/partial-would-split']);
  });
});

describe('a node', () => {
  const THREE = ['lb1', 'lb2', 'lb3'];

  it('joins last, with the revision of the others', async () => {
    const { site, until, begin } = await aSite(modelSpec({ nodes: PAIR }), THREE);
    await begin({ spec: modelSpec({ nodes: THREE }) });
    await until(40);
    assert.equal(last(site).stage, 'kept', last(site).sentence);
    assert.deepEqual(
      [changed(site), THREE.map((node) => inForce(site, node))],
      [
        ['lb2', 'lb1', 'lb3'],
        [2, 2, 2],
      ],
    );
  });

  it('that was to join is out again when the apply is taken back', async () => {
    const { site, until, begin } = await aSite(modelSpec({ nodes: PAIR }), THREE);
    await begin({ spec: modelSpec({ nodes: THREE }), confirmMs: 1_000 });
    await until(40);
    assert.equal(last(site).stage, 'undone');
    assert.deepEqual(site.vrrp.addressesOf('lb3'), []);
    assert.equal(site.machine('lb3').state.current, undefined);
  });

  it('leaves first, also when it is the holder', async () => {
    const { site, until, begin } = await aSite(modelSpec({ nodes: THREE }), THREE);
    assert.equal(site.vrrp.addressesOf('lb1').length, 1);
    await begin({ spec: modelSpec({ nodes: ['lb2', 'lb3'] }) }, 'lb2');
    await until(40);
    assert.equal(last(site).stage, 'kept', last(site).sentence);
    assert.deepEqual(
      [changed(site), THREE.map((node) => inForce(site, node))],
      [
        ['lb1', 'lb3', 'lb2'],
        [2, 2, 2],
      ],
    );
    assert.deepEqual(site.vrrp.addressesOf('lb1'), []);
  });

  it('whose engines refuse what its peers have accepted keeps its release and says so', async () => {
    const { site, until, begin } = await aSite();
    site.kill('lb2');
    await begin({ spec: NEXT, partial: true });
    await until(20);
    site.refuses = (node, _, files) =>
      node === 'lb2' && files.some(({ text }) => text.includes('"port": 81')) ? 'unknown keyword' : undefined;
    site.start('lb2');
    await until(30);
    assert.equal(inForce(site, 'lb2'), 1);
    const [finding] = site.changes('lb2').findings;
    assert.equal(finding?.code, 'node/cannot-catch-up');
    assert.match(finding?.message ?? '', /unknown keyword/);
    site.refuses = () => undefined;
    await until(70);
    assert.deepEqual([inForce(site, 'lb2'), site.changes('lb2').findings], [2, []]);
  });

  it('that can neither take a release nor go back tries to go back until it can, and accepts nothing meanwhile', async () => {
    const { site, until, begin } = await aSite();
    site.refuses = (node, effect) =>
      node === 'lb2' && effect === 'force' ? 'no foundation answers.' : undefined;
    await begin({ spec: NEXT });
    await until(60);
    assert.deepEqual([last(site).stage, last(site).fault?.code], ['stuck', 'node/undo-failed']);
    assert.deepEqual(
      site.changes('lb2').findings.map(({ code }) => code),
      ['node/undo-failed'],
    );
    assert.equal(site.machine('lb2').state.current?.number, 1);
    site.refuses = () => undefined;
    await until(65);
    assert.deepEqual([inForce(site, 'lb1'), inForce(site, 'lb2'), site.changes('lb2').findings], [1, 1, []]);
  });

  it('that accepted another release under the same number is left to people, and a new apply ends it', async () => {
    const { site, until, begin } = await aSite();
    for (const way of ['lb1 lb2', 'lb2 lb1']) site.cut.add(way);
    await begin({ spec: NEXT, partial: true });
    await begin({ spec: modelSpec({ nodes: PAIR, port: 82 }), partial: true }, 'lb2');
    await until(20);
    site.cut.clear();
    await until(30);
    for (const node of PAIR) {
      assert.deepEqual(
        site.changes(node).findings.map(({ code }) => code),
        ['node/releases-differ'],
      );
    }
    await begin({ spec: NEXT });
    await until(60);
    assert.deepEqual(
      PAIR.map((node) => [inForce(site, node), site.changes(node).findings]),
      [
        [3, []],
        [3, []],
      ],
    );
  });
});
