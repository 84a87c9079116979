import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { AdoptRecord, AdoptStep, FormerUnit, Handover, HostState, UnitState } from './adopt-facts.ts';
import { planAdopt } from './plan-adopt.ts';
import { planUndo } from './plan-undo.ts';

const RUNS = { runs: true, files: [], newer: [] };
const HAPROXY: FormerUnit = { unit: 'haproxy.service', engine: 'haproxy', sharesPorts: true, ...RUNS };
const KEEPALIVED: FormerUnit = {
  unit: 'keepalived.service',
  engine: 'keepalived',
  sharesPorts: false,
  ...RUNS,
};
const NGINX: FormerUnit = { unit: 'nginx.service', engine: 'nginx', sharesPorts: false, ...RUNS };
const SOCKET = 'holdfast-web-10.0.0.100-80.socket';
const FOUNDATION = 'holdfast-foundation@host.service';
const DAEMON = 'holdfast.service';
const ON: UnitState = { active: true, enabled: true };
const OFF: UnitState = { active: false, enabled: false };

const PAIR: Handover = {
  former: [HAPROXY, KEEPALIVED],
  ours: [SOCKET, FOUNDATION, DAEMON],
  hasPeers: true,
};

function serving(handover: Handover, holds: boolean): HostState {
  const units = [
    ...handover.former.map(({ unit }) => [unit, ON] as const),
    ...handover.ours.map((unit) => [unit, OFF] as const),
  ];
  return { units: Object.fromEntries(units), holds, hasCopy: false, gentle: [] };
}

function recordOf(handover: Handover, { units }: HostState): AdoptRecord {
  return {
    version: 1,
    node: 'lb1',
    begunAt: '2026-01-01T00:00:00.000Z',
    handover,
    before: units,
    vips: [],
  };
}

/** What a step makes of a host; `some` = only so many of its units, where it is broken off. */
function after(state: HostState, step: AdoptStep, some = Number.POSITIVE_INFINITY): HostState {
  const change = (units: readonly string[], what: Partial<UnitState>): HostState => ({
    ...state,
    units: {
      ...state.units,
      ...Object.fromEntries(
        units.slice(0, some).map((unit) => [unit, { ...OFF, ...state.units[unit], ...what }]),
      ),
    },
  });
  switch (step.do) {
    case 'copy-vips':
      return { ...state, hasCopy: true };
    case 'let-vips-go':
    case 'drop-copies':
      return { ...state, hasCopy: false };
    case 'stop':
      return {
        ...change(step.units, { active: false }),
        holds: state.holds && !step.units.some((unit) => unit === KEEPALIVED.unit || unit === FOUNDATION),
      };
    case 'stop-gently':
      return {
        ...(some === 0 ? state : change([step.unit], { active: false })),
        gentle: [...new Set([...state.gentle, step.unit])],
      };
    case 'start':
      return change(step.units, { active: true });
    case 'enable':
      return change(step.units, { enabled: true });
    case 'disable':
      return change(step.units, { enabled: false });
    case 'end-gentleness':
      return { ...state, gentle: state.gentle.filter((unit) => !step.units.includes(unit)) };
    default:
      return state;
  }
}

function run(state: HostState, steps: readonly AdoptStep[]): HostState {
  return steps.reduce((now, step) => after(now, step), state);
}

const handovers = fc
  .record({
    engine: fc.constantFrom(HAPROXY, { ...HAPROXY, sharesPorts: false }, NGINX),
    hasVrrp: fc.boolean(),
    hasSocket: fc.boolean(),
    hasPeers: fc.boolean(),
  })
  .map(
    ({ engine, hasVrrp, hasSocket, hasPeers }): Handover => ({
      former: [engine, ...(hasVrrp ? [KEEPALIVED] : [])],
      ours: [...(hasSocket ? [SOCKET] : []), FOUNDATION, DAEMON],
      hasPeers,
    }),
  );

/** Some units may have been enabled without running, and the other way round. */
const hosts = fc
  .tuple(handovers, fc.boolean(), fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }))
  .map(([handover, holds, enabled]) => {
    const state = serving(handover, holds);
    const units = Object.entries(state.units).map(
      ([unit, { active }], index) => [unit, { active, enabled: enabled[index] === true }] as const,
    );
    return { handover, state: { ...state, units: Object.fromEntries(units) } };
  });

test('on the standby Keepalived goes first, HAProxy last, and only when Holdfast serves', () => {
  assert.deepEqual(
    planAdopt(PAIR, serving(PAIR, false)).map((step) => step.do),
    [
      'stop',
      'start',
      'await-service',
      'stop-gently',
      'end-gentleness',
      'enable',
      'disable',
      'await-service',
      'finish',
    ],
  );
});

test('on the holder a copy of the VIP serves from before Keepalived stops until the other node has it', () => {
  assert.deepEqual(
    planAdopt(PAIR, serving(PAIR, true))
      .slice(0, 4)
      .map((step) => step.do),
    ['copy-vips', 'stop', 'let-vips-go', 'start'],
  );
});

test('without another node no copy is kept: nobody would take the VIP', () => {
  const steps = planAdopt({ ...PAIR, hasPeers: false }, serving(PAIR, true));
  assert.ok(!steps.some((step) => step.do === 'copy-vips' || step.do === 'let-vips-go'));
});

test('what cannot share its ports ends before Holdfast starts', () => {
  const handover = { ...PAIR, former: [KEEPALIVED, NGINX] };
  const steps = planAdopt(handover, serving(handover, false)).map((step) => step.do);
  assert.ok(steps.indexOf('stop-gently') < steps.indexOf('start'));
});

test('a socket unit is not started beside a foundation that runs: systemd would refuse it', () => {
  const state = serving(PAIR, false);
  const units = { ...state.units, [FOUNDATION]: ON };
  const [start] = planAdopt(PAIR, { ...state, units }).filter((step) => step.do === 'start');
  assert.deepEqual(start, { do: 'start', units: [DAEMON] });
});

test('going back HAProxy listens before the foundation stops, and Keepalived speaks after it', () => {
  const before = serving(PAIR, false);
  const adopted = run(before, planAdopt(PAIR, before));
  assert.deepEqual(planUndo(recordOf(PAIR, before), adopted), [
    { do: 'start', units: [HAPROXY.unit] },
    { do: 'stop', units: [DAEMON] },
    { do: 'stop', units: [SOCKET, FOUNDATION] },
    { do: 'start', units: [KEEPALIVED.unit] },
    { do: 'enable', units: [HAPROXY.unit, KEEPALIVED.unit] },
    { do: 'disable', units: [SOCKET, FOUNDATION, DAEMON] },
    { do: 'forget' },
  ]);
});

test('adopted is adopted: nothing is left to do', () => {
  fc.assert(
    fc.property(hosts, ({ handover, state }) => {
      assert.deepEqual(planAdopt(handover, run(state, planAdopt(handover, state))), []);
    }),
  );
});

test('from any point of death undo restores what the record says, and so does an undo that died itself', () => {
  fc.assert(
    fc.property(
      hosts,
      fc.nat(12),
      fc.nat(4),
      fc.nat(12),
      fc.nat(4),
      ({ handover, state }, died, some, diedAgain, someAgain) => {
        const record = recordOf(handover, state);
        const dead = brokenOff(state, planAdopt(handover, state), died, some);
        const deadAgain = brokenOff(dead, planUndo(record, dead), diedAgain, someAgain);
        for (const left of [dead, deadAgain]) {
          const back = run(left, planUndo(record, left));
          assert.deepEqual(back.units, state.units);
          assert.deepEqual([back.hasCopy, back.gentle], [false, []]);
        }
      },
    ),
  );
});

test('from any point of death another try ends as the first would have', () => {
  fc.assert(
    fc.property(hosts, fc.nat(12), fc.nat(4), ({ handover, state }, died, some) => {
      const whole = run(state, planAdopt(handover, state));
      const dead = brokenOff(state, planAdopt(handover, state), died, some);
      const left = run(dead, planAdopt(handover, dead));
      const { holds: _, ...wanted } = whole;
      const { holds: __, ...got } = left;
      assert.deepEqual(got, wanted);
    }),
  );
});

test('never do two Keepalived speak for one host, and on the way there is always an engine that listens', () => {
  fc.assert(
    fc.property(hosts, ({ handover, state }) => {
      const record = recordOf(handover, state);
      const shares = handover.former.some(({ sharesPorts }) => sharesPorts);
      const there = planAdopt(handover, state);
      for (const [start, steps] of [
        [state, there],
        [run(state, there), planUndo(record, run(state, there))],
      ] as const) {
        let now = start;
        for (const step of steps) {
          now = after(now, step);
          const runs = (unit: string) => now.units[unit]?.active === true;
          assert.ok(!(runs(KEEPALIVED.unit) && runs(FOUNDATION)), JSON.stringify(step));
          if (shares)
            assert.ok(
              runs(FOUNDATION) ||
                handover.former.some(({ unit, engine }) => engine !== 'keepalived' && runs(unit)),
            );
        }
      }
    }),
  );
});

/** The steps before the one in which it died are done, and of that one a part. */
function brokenOff(state: HostState, steps: readonly AdoptStep[], died: number, some: number): HostState {
  const done = run(state, steps.slice(0, died));
  const step = steps[died];
  return step === undefined ? done : after(done, step, some);
}
