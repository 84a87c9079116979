import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type MoveMemory, NO_MOVES, rememberMoves } from './move-memory.ts';
import { pickSessions, type SessionCandidate } from './pick-sessions.ts';

const NOW = 1_800_000_000_000;
const RULES = { cooldownMs: 600_000 };
const MINUTE = 60_000;

const session = (client: string, change: Partial<SessionCandidate> = {}): SessionCandidate => ({
  client,
  isCounted: true,
  openedMs: NOW - 60 * MINUTE,
  ...change,
});
const clients = (count: number) => Array.from({ length: count }, (_, index) => session(`10.0.0.${index}`));
const moved = (client: string, agoMs: number, memory: MoveMemory = NO_MOVES) =>
  rememberMoves(memory, [client], RULES, NOW - agoMs);
const pick = (from: readonly SessionCandidate[], count: number, memory: MoveMemory = NO_MOVES, run = 'r1') =>
  pickSessions(from, count, memory, RULES, NOW, run);
const names = (picked: readonly SessionCandidate[]) => picked.map(({ client }) => client);

describe('the sessions that leave a server', () => {
  it('are as many as asked for, or all', () => {
    assert.equal(pick(clients(50), 7).length, 7);
    assert.equal(pick(clients(5), 7).length, 5);
    assert.deepEqual(pick([], 7), []);
  });

  it('are never of a client within its cool-down', () => {
    const memory = moved('10.0.0.1', 9 * MINUTE);
    assert.deepEqual(names(pick(clients(2), 2, memory)), ['10.0.0.0']);
    assert.equal(pick(clients(2), 2, moved('10.0.0.1', 10 * MINUTE)).length, 2);
  });

  it('are of clients that were never moved first, then of those that were moved longest ago', () => {
    const memory = moved('10.0.0.0', 20 * MINUTE, moved('10.0.0.1', 30 * MINUTE));
    assert.deepEqual(names(pick(clients(3), 3, memory)), ['10.0.0.2', '10.0.0.1', '10.0.0.0']);
  });

  it('are those first that HAProxy does not count', () => {
    const old = session('10.0.1.1', { isCounted: false });
    assert.deepEqual(names(pick([...clients(100), old], 1)), ['10.0.1.1']);
    const memory = moved('10.0.1.1', 20 * MINUTE);
    assert.deepEqual(names(pick([...clients(100), old], 1, memory)), ['10.0.1.1']);
  });

  it('are no others in place of many that HAProxy does not count and that cool down: those would come right back', () => {
    const old = Array.from({ length: 50 }, (_, index) => session(`10.0.1.${index}`, { isCounted: false }));
    const memory = rememberMoves(NO_MOVES, names(old), RULES, NOW - MINUTE);
    assert.deepEqual(pick([...clients(100), ...old], 10, memory), []);
    assert.equal(pick([...clients(100), ...old.slice(0, 5)], 10, memory).length, 10);
    assert.equal(pick([...clients(100), ...old], 60).length, 60);
  });

  it('are the same for the same run in whatever order they are given, and others in another run', () => {
    const all = clients(200);
    assert.deepEqual(names(pick(all, 20)), names(pick(all.toReversed(), 20)));
    const again = new Set(names(pick(all, 20, NO_MOVES, 'r2')));
    assert.ok(names(pick(all, 20)).filter((name) => again.has(name)).length < 10);
  });

  it('are scattered: over many runs every client is drawn about as often', () => {
    const drawn = new Map<string, number>();
    for (let run = 0; run < 400; run += 1)
      for (const name of names(pick(clients(100), 10, NO_MOVES, `run-${run}`)))
        drawn.set(name, (drawn.get(name) ?? 0) + 1);
    assert.equal(drawn.size, 100);
    assert.ok(Math.max(...drawn.values()) < 80, 'forty times would be even');
  });

  it('are never two times the same one', () => {
    const some = fc.array(
      fc.record({
        client: fc.constantFrom<string>('constructor', '__proto__', 'a', 'b', 'c', 'd'),
        isCounted: fc.boolean(),
        openedMs: fc.constantFrom(undefined, NOW - 60 * MINUTE, NOW - MINUTE),
      }),
    );
    const memories = fc.array(fc.tuple(fc.constantFrom('__proto__', 'a', 'constructor'), fc.nat(90)));
    fc.assert(
      fc.property(some, fc.nat(20), memories, (candidates, count, moves) => {
        const times = moves.toSorted(([, left], [, right]) => right - left);
        const memory = times.reduce<MoveMemory>(
          (all, [client, ago]) => moved(client, ago * MINUTE, all),
          NO_MOVES,
        );
        const picked = pick(candidates, count, memory);
        assert.equal(new Set(picked).size, picked.length);
        assert.ok(picked.length <= count && picked.every((one) => candidates.includes(one)));
      }),
    );
  });
});

describe('many clients behind one address', () => {
  const NAT = '192.0.2.1';
  const office = (openedMs: number | undefined) =>
    Array.from({ length: 100 }, () => session(NAT, { openedMs }));

  it('may be moved again within the cool-down, but not those that were: they came back after the first move', () => {
    const memory = moved(NAT, 2 * MINUTE, moved(NAT, 5 * MINUTE));
    const old = office(NOW - 6 * MINUTE);
    const back = office(NOW - 4 * MINUTE);
    assert.deepEqual(new Set(pick([...back, ...old], 150, memory)), new Set(old));
  });

  it('are left alone where it is unknown when a session began', () => {
    assert.deepEqual(pick(office(undefined), 10, moved(NAT, MINUTE)), []);
  });

  it('are told apart from one client whose move did not happen: that one is left alone', () => {
    assert.deepEqual(pick([session(NAT)], 1, moved(NAT, MINUTE)), []);
  });
});

describe('the memory of moves', () => {
  it('forgets a client six cool-downs after its last move', () => {
    const memory = moved('a', 60 * MINUTE);
    assert.deepEqual(Object.keys(rememberMoves(memory, ['b'], RULES, NOW)), ['b']);
    assert.deepEqual(Object.keys(rememberMoves(memory, ['b'], RULES, NOW - 1)).sort(), ['a', 'b']);
  });

  it('stays small for an address that is moved all the time', () => {
    let memory = NO_MOVES;
    for (let ago = 90 * MINUTE; ago >= 0; ago -= 1_000) memory = moved('192.0.2.1', ago, memory);
    assert.ok(memory['192.0.2.1']!.length <= 50, `${memory['192.0.2.1']!.length} spans`);
    const first = memory['192.0.2.1']!.find(([, toMs]) => NOW - toMs < RULES.cooldownMs)!;
    assert.ok(NOW - first[0] >= RULES.cooldownMs - MINUTE * 1.25);
  });

  it('comes back from JSON as it was', () => {
    const memory = moved('__proto__', MINUTE, moved('a', 2 * MINUTE));
    const again = JSON.parse(JSON.stringify(memory)) as MoveMemory;
    assert.deepEqual(names(pick([session('a'), session('__proto__'), session('b')], 3, again)), ['b']);
  });
});
