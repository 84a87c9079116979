import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { aPool, aServer, aSite } from '../../../tests/support/a-site.ts';
import { noteResult, type Standing, startStanding } from './check-standing.ts';
import { decideFailed } from './decide-failed.ts';

const CHECK = { fall: 2, rise: 2 };
const OK = { isOk: true, words: 'L4OK in 0 ms' };
const BAD = { isOk: false, words: 'L4CON in 0 ms: connection refused' };

function site(servers = ['a', 'b', 'c'].map((name) => aServer(name))) {
  return aSite({ pools: [aPool({ engine: 'nginx', servers })] });
}

function standings(up: Readonly<Record<string, boolean>>, sinceMs = 0, downs: readonly number[] = []) {
  return new Map(
    Object.entries(up).map(([name, isUp]): [string, Standing] => [
      `web/${name}`,
      startStanding(isUp, sinceMs, downs),
    ]),
  );
}

const decide = (
  up: Readonly<Record<string, boolean>>,
  failed: readonly string[] = [],
  more: {
    sinceMs?: number;
    downs?: readonly number[];
    nowMs?: number;
    changedMs?: number;
    site?: ReturnType<typeof site>;
  } = {},
) => [
  ...decideFailed({
    site: more.site ?? site(),
    standings: standings(up, more.sinceMs, more.downs),
    failed: new Set(failed.map((name) => `web/${name}`)),
    changedMs: more.changedMs ?? 0,
    nowMs: more.nowMs ?? 100_000,
  }),
];

describe('who is out of nginx by the checks', () => {
  it('is who is down, while another serves', () => {
    assert.deepEqual(decide({ a: false, b: true, c: true }), ['web/a']);
  });

  it('is nobody when all are down at once: that is rather the fault of this side', () => {
    assert.deepEqual(decide({ a: false, b: false, c: false }), []);
  });

  it('is never the last one: who was in when the others were out stays', () => {
    assert.deepEqual(decide({ a: false, b: false, c: false }, ['a', 'b']), ['web/a', 'web/b']);
  });

  it('lets a server return and the one that stayed for want of others go, in one change', () => {
    assert.deepEqual(decide({ a: true, b: false, c: false }, ['a', 'b']), ['web/b', 'web/c']);
  });

  it('counts nobody whom an operator took out', () => {
    const servers = [aServer('a'), aServer('b', { disabled: true }), aServer('c', { weight: 0 })];
    assert.deepEqual(decide({ a: false, b: true, c: true }, [], { site: site(servers) }), []);
  });

  it('changes nothing within a second of the last change', () => {
    assert.deepEqual(decide({ a: false, b: true, c: true }, [], { nowMs: 1_900, changedMs: 1_000 }), []);
  });

  it('keeps one that went down again and again out for longer', () => {
    const flapping = { sinceMs: 90_000, downs: [10_000, 40_000, 80_000] };
    assert.deepEqual(decide({ a: true, b: true, c: true }, ['a'], { ...flapping, nowMs: 99_000 }), ['web/a']);
    assert.deepEqual(decide({ a: true, b: true, c: true }, ['a'], { ...flapping, nowMs: 100_001 }), []);
  });

  it('leaves what nobody has looked at yet as a former daemon left it', () => {
    assert.deepEqual(decide({ b: true, c: true }, ['a']), ['web/a']);
  });

  it('leaves HAProxy its own servers', () => {
    const other = aSite({ pools: [aPool({ servers: [aServer('a'), aServer('b')] })] });
    assert.deepEqual(decide({ a: false, b: true }, [], { site: other }), []);
  });

  it('always leaves a pool one server, whatever was before', () => {
    const flags = fc.record({ a: fc.boolean(), b: fc.boolean(), c: fc.boolean() });
    fc.assert(
      fc.property(flags, fc.subarray(['a', 'b', 'c']), (up, failed) => {
        assert.ok(decide(up, failed).length < 3);
      }),
    );
  });
});

describe('what results make of a server', () => {
  it('is down after as many failures in a row as the spec says, and up likewise', () => {
    const states = [BAD, BAD, OK, OK].reduce<Standing[]>(
      (all, result, index) => [
        ...all,
        noteResult(all.at(-1) ?? startStanding(true, 0), result, CHECK, index),
      ],
      [],
    );
    assert.deepEqual(
      states.map(({ isUp }) => isUp),
      [true, false, false, true],
    );
  });

  it('is up still when a success came between', () => {
    const end = [BAD, OK, BAD].reduce(
      (state, one, at) => noteResult(state, one, CHECK, at),
      startStanding(true, 0),
    );
    assert.ok(end.isUp);
    assert.deepEqual(end.downs, []);
  });
});
