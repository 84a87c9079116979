import fc from 'fast-check';
import { planBalance } from '../../../src/balance/plan-balance.ts';
import type { Rebalance } from '../../../src/site/site.ts';
import { randomFrom } from '../random-from.ts';
import { Fleet } from './fleet.ts';
import { Pilot } from './pilot.ts';

const MINUTE = 60_000;
export const HOURS_8 = 480 * MINUTE;
/** When nothing happens for so long, time is skipped. */
const CALM_MS = 3 * MINUTE;

/** Something happens to a fleet after a while; what lasts is over after `forMs`. */
export interface LifeEvent {
  readonly afterMs: number;
  readonly kind: (typeof KINDS)[number] | 'reload';
  /** Which server, how many clients, …: 0 to 1. */
  readonly which: number;
  readonly forMs: number;
}

const KINDS = [
  'join',
  'leave',
  'death',
  'flap',
  'drain',
  'more clients',
  'fewer clients',
  'old counts',
  'slow clients',
  'api errors',
  'api refuses',
  'pause',
  'blind',
] as const;

export interface LifeStart {
  readonly servers: number;
  readonly clients: number;
  readonly seed: number;
  readonly events: readonly LifeEvent[];
}

/** @param reloads a reload may happen: sessions are held by old processes from then on */
export function arbitraryLife({ reloads }: { readonly reloads: boolean }): fc.Arbitrary<LifeStart> {
  const event = fc.record({
    afterMs: fc.oneof(fc.integer({ min: 500, max: 20_000 }), fc.integer({ min: 20_000, max: 25 * MINUTE })),
    kind: fc.constantFrom<LifeEvent['kind']>(
      ...KINDS,
      ...(reloads ? (['reload', 'reload', 'reload'] as const) : []),
    ),
    which: fc.nat(999).map((part) => part / 1_000),
    forMs: fc.integer({ min: 2_000, max: 15 * MINUTE }),
  });
  return fc.record({
    servers: fc.integer({ min: 2, max: 6 }),
    clients: fc.integer({ min: 100, max: 1_500 }),
    seed: fc.nat(1_000_000),
    events: fc.array(event, { minLength: 30, maxLength: 60, size: 'max' }),
  });
}

export interface Life {
  readonly fleet: Fleet;
  readonly pilot: Pilot;
  /** When something happened to the fleet, from the start on. */
  readonly changes: readonly number[];
  /** Something that lasts is on: clients are slow, moves do not happen. */
  isDisturbed: boolean;
}

/** @param judge called at each look, with how long nothing has happened to the fleet */
export function liveFleet(
  start: LifeStart,
  rules: Rebalance,
  judge: (life: Life, quietMs: number) => void,
): Life {
  const random = randomFrom(start.seed);
  let slowMs = 0;
  const fleet = new Fleet({ random, backMs: () => 50 + random() * 950 + random() * slowMs });
  const pilot = new Pilot(fleet, rules);
  const changes: number[] = [0];
  const life: Life = { fleet, pilot, changes, isDisturbed: false };
  for (let index = 0; index < start.servers; index += 1) fleet.addServer(`m${index}`);
  fleet.addClients(start.clients);

  let names = start.servers;
  let disturbances = 0;
  const disturb = (forMs: number, over: () => void) => {
    disturbances += 1;
    life.isDisturbed = true;
    later(forMs, () => {
      over();
      disturbances -= 1;
      life.isDisturbed = disturbances > 0;
    });
  };
  const todo: { atMs: number; do: () => void }[] = [];
  const later = (forMs: number, work: () => void) => todo.push({ atMs: fleet.nowMs + forMs, do: work });
  const happens: Record<LifeEvent['kind'], (which: number, forMs: number) => void> = {
    join: () => fleet.loads().length < 8 && fleet.addServer(`m${(names += 1)}`),
    leave: (which) =>
      withServer(which, 2, (name) => {
        fleet.kill(name);
        later(2_000, () => fleet.removeServer(name));
      }),
    death: (which, forMs) =>
      withServer(which, 2, (name) => {
        fleet.kill(name);
        later(forMs, () => fleet.setFit(name, true));
      }),
    flap: (which) =>
      withServer(which, 2, (name) => {
        for (const turn of [0, 1, 2]) {
          later(turn * 20_000, () => fleet.setFit(name, false));
          later(turn * 20_000 + 7_000, () => fleet.setFit(name, true));
        }
      }),
    drain: (which, forMs) =>
      withServer(which, 2, (name) => {
        fleet.setFit(name, false, false);
        later(forMs, () => fleet.setFit(name, true));
      }),
    'more clients': (which) => fleet.addClients(Math.floor(which * 400)),
    'fewer clients': (which) => fleet.removeClients(Math.floor(which * 400)),
    'old counts': (which, forMs) => {
      pilot.lagMs = 500 + which * 4_000;
      disturb(forMs, () => (pilot.lagMs = 0));
    },
    'slow clients': (which, forMs) => {
      slowMs = which * 15_000;
      disturb(forMs, () => (slowMs = 0));
    },
    'api errors': (which, forMs) => {
      pilot.works = () => random() > which;
      pilot.tells = false;
      disturb(forMs, () => (pilot.works = () => true));
    },
    'api refuses': (_, forMs) => {
      pilot.works = () => false;
      pilot.tells = true;
      disturb(forMs, () => (pilot.works = () => true));
    },
    pause: (_, forMs) => {
      pilot.hindrance = 'paused';
      disturb(forMs, () => (pilot.hindrance = undefined));
    },
    blind: (_, forMs) => {
      pilot.isBlind = true;
      disturb(Math.min(forMs, MINUTE), () => (pilot.isBlind = false));
    },
    reload: () => fleet.reload(),
  };

  /** One of the fit servers, when more than `atLeast` are. */
  function withServer(which: number, atLeast: number, work: (name: string) => void): void {
    const fit = fleet.loads().filter(({ isFit }) => isFit);
    if (fit.length > atLeast) work(fit[Math.floor(which * fit.length)]!.server);
  }

  let atMs = 0;
  for (const { afterMs, kind, which, forMs } of start.events) {
    atMs += afterMs;
    todo.push({ atMs, do: () => happens[kind](which, forMs) });
  }
  for (let endMs = 0; endMs < HOURS_8; ) {
    todo.sort((left, right) => left.atMs - right.atMs);
    endMs = Math.min(HOURS_8, todo[0]?.atMs ?? HOURS_8);
    pilot.live(Math.min(endMs, Math.max(fleet.nowMs, changes.at(-1)!) + CALM_MS), () =>
      judge(life, fleet.nowMs - changes.at(-1)!),
    );
    // Nothing on, nothing to wait for: the same look again and again.
    const isCalm = () =>
      pilot.run === undefined &&
      fleet.away === 0 &&
      Object.keys(planBalance(fleet.loads(), rules).moves).length === 0;
    while (fleet.nowMs < endMs && !isCalm())
      pilot.live(Math.min(endMs, fleet.nowMs + MINUTE), () => judge(life, fleet.nowMs - changes.at(-1)!));
    pilot.skipTo(endMs);
    const due = todo.filter((one) => one.atMs <= endMs);
    todo.splice(0, due.length);
    for (const one of due) {
      one.do();
      changes.push(fleet.nowMs);
    }
  }
  return life;
}
