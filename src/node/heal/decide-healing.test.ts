import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { NOW, nodeObservation, serverFacts } from '../../../tests/support/a-node-observation.ts';
import { foundationStatus } from '../../../tests/support/foundation-status.ts';
import { webSite } from '../../../tests/support/web-site.ts';
import type { ServerFacts } from '../../engines/haproxy/server-facts.ts';
import { addIntent } from '../intents/add-intent.ts';
import { compileIntents } from '../intents/compile-intents.ts';
import { inForce } from '../intents/in-force.ts';
import type { Intents, Wish } from '../intents/intent.ts';
import type { NodeObservation } from '../status/node-observation.ts';
import { decideHealing, type Healing, type HealingFacts } from './decide-healing.ts';
import { type HealMemory, NO_TRIES } from './heal-step.ts';

const FILE = { path: 'haproxy.cfg', inForce: 'a', wanted: 'a', put: 'a' };

const facts = (change: Partial<HealingFacts> = {}): HealingFacts => ({
  observation: nodeObservation('lb1', true),
  expected: webSite(),
  intents: [],
  paused: undefined,
  apply: undefined,
  files: [FILE],
  blind: [],
  peersSeen: true,
  nowMs: NOW,
  ...change,
});
const seeing = (change: Partial<NodeObservation>) => ({ observation: nodeObservation('lb1', true, change) });
const servers = (...all: readonly ServerFacts[]): NodeObservation['servers'] => ({ atMs: NOW, fact: all });
const LOST = seeing({ servers: servers(serverFacts('web1'), serverFacts('web2')) });

/** What is decided in cycles of one second while nothing helps, or `heals` says that a step did. */
function cycles(
  change: Partial<HealingFacts>,
  seconds: number,
  until: (healing: Healing) => boolean = () => false,
) {
  let memory: HealMemory = NO_TRIES;
  const steps: { kind: string; at: number }[] = [];
  let last: Healing | undefined;
  for (let second = 0; second <= seconds; second += 1) {
    last = decideHealing(facts({ ...change, nowMs: NOW + second * 1_000 }), memory);
    memory = last.memory;
    steps.push(...last.steps.map(({ kind }) => ({ kind, at: second })));
    if (until(last)) break;
  }
  return { steps, last: last!, memory };
}

function withIntent(wish: Wish, forMs?: number): { intents: Intents; expected: HealingFacts['expected'] } {
  const intents = addIntent(
    [],
    { wish, who: 'ann', ...(forMs === undefined ? {} : { forMs }) },
    'lb1',
    NOW - 60_000,
  );
  return { intents, expected: compileIntents(webSite(), inForce(intents, NOW)) };
}
const maint: Wish = { kind: 'server-state', pool: 'web', server: 'web3', state: 'maint' };
const drain: Wish = { ...maint, state: 'drain' } as Wish;

describe('a healthy node', () => {
  it('is left alone', () => {
    const { steps, last } = cycles({}, 100);
    assert.deepEqual(steps, []);
    assert.equal(last.why, 'nothing to heal');
  });
});

describe('a lost runtime setting', () => {
  it('is brought back once it has been missing for two seconds', () => {
    const { steps, last } = cycles(LOST, 60, ({ steps: now }) => now.length > 0);
    assert.deepEqual(steps, [{ kind: 'heal-runtime', at: 2 }]);
    assert.equal(last.why, 'HAProxy is told again what its file says: server web/web3: it is missing');
  });

  it('is a drain or a maintenance that HAProxy forgot, or another weight', () => {
    const why = (change: Partial<HealingFacts>) =>
      cycles(change, 3, ({ steps }) => steps.length > 0).last.why;
    const third = (fact: ServerFacts) =>
      seeing({ servers: servers(serverFacts('web1'), serverFacts('web2'), fact) });
    assert.match(
      why({ ...withIntent(drain), ...third(serverFacts('web3')) }),
      /web\/web3: it should be drained$/,
    );
    assert.match(
      why({ ...withIntent(maint), ...third(serverFacts('web3')) }),
      /it should be in maintenance$/,
    );
    assert.match(why(third({ ...serverFacts('web3'), weight: 7 })), /its weight is 7 and should be 1$/);
    assert.equal(why({ ...withIntent(drain), ...third(serverFacts('web3', 'drain')) }), 'nothing to heal');
    assert.equal(why({ ...withIntent(maint), ...third(serverFacts('web3', 'maint')) }), 'nothing to heal');
  });

  it('is not a server that a person took out by hand: that stays out, and is told', () => {
    const out = seeing({
      servers: servers(serverFacts('web1'), serverFacts('web2'), serverFacts('web3', 'maint')),
    });
    const { steps, last } = cycles(out, 100);
    assert.deepEqual(steps, []);
    assert.deepEqual(last.left, [
      "server web/web3 was taken out at HAProxy's socket (maint), and no intent says so",
    ]);
  });

  it('is not brought back, but told, while a person has a server out by hand: HAProxy is told all or nothing', () => {
    const out = seeing({ servers: servers(serverFacts('web1'), serverFacts('web3', 'maint')) });
    const { steps, last } = cycles(out, 100);
    assert.deepEqual(steps, []);
    assert.deepEqual(last.left, [
      "server web/web3 was taken out at HAProxy's socket (maint), and no intent says so",
      'server web/web2: it is missing',
    ]);
  });

  it('is a server that is still out although its maintenance has just ended', () => {
    const out = seeing({
      servers: servers(serverFacts('web1'), serverFacts('web2'), serverFacts('web3', 'maint')),
    });
    const { steps } = cycles({ ...withIntent(maint, 59_000), ...out }, 3);
    assert.deepEqual(steps, [{ kind: 'heal-runtime', at: 2 }]);
  });

  it('is not tried for ever: three times, then it is told', () => {
    const { steps, last } = cycles(LOST, 300);
    assert.deepEqual(
      steps.map(({ at }) => at),
      [2, 7, 37],
    );
    assert.deepEqual(
      last.troubles.map(({ about, message }) => `${about}: ${message}`),
      [
        'healing/lb1/heal-runtime: on lb1 HAProxy is told again what its file says, 3 times in vain: server web/web3: it is missing.',
      ],
    );
    assert.match(last.why, /^healing did not help/);
  });

  it('that opens again and again after each treatment is given up too', () => {
    let memory: HealMemory = NO_TRIES;
    let tries = 0;
    for (let second = 0; second < 400; second += 1) {
      const isOpen = second % 20 < 12;
      const now = decideHealing(facts({ ...(isOpen ? LOST : {}), nowMs: NOW + second * 1_000 }), memory);
      memory = now.memory;
      tries += now.steps.length;
    }
    assert.equal(tries, 3);
  });
});

describe('files in force', () => {
  it('that are ours and behind are put in force', () => {
    const { steps, last } = cycles(
      { files: [{ ...FILE, wanted: 'b' }] },
      3,
      ({ steps: now }) => now.length > 0,
    );
    assert.deepEqual(steps, [{ kind: 'put-in-force', at: 2 }]);
    assert.match(last.why, /haproxy\.cfg is not what revision and intents say$/);
  });

  it('that are missing are put in force', () => {
    const { steps } = cycles({ files: [{ ...FILE, inForce: undefined }] }, 3);
    assert.deepEqual(steps, [{ kind: 'put-in-force', at: 2 }]);
  });

  it('that a person edited stay as they are, and so does what runs', () => {
    for (const edited of [
      { ...FILE, inForce: 'x' },
      { ...FILE, inForce: 'x', put: undefined },
    ]) {
      const { steps, last } = cycles({ ...LOST, files: [edited] }, 100);
      assert.deepEqual(steps, []);
      assert.deepEqual(last.left, ['haproxy.cfg was changed by hand']);
    }
  });
});

describe('the weight that a switchover left behind', () => {
  const foundation = (here: boolean, weight: number): NodeObservation['foundation'] => {
    const status = foundationStatus('lb1', here);
    return { atMs: NOW, fact: { ...status, vips: { edge: { ...status.vips['edge']!, weight } } } };
  };

  it('is left to the rule again after half a minute, when all peers are seen', () => {
    for (const [here, weight] of [
      [true, 100],
      [false, 150],
    ] as const) {
      const change = { observation: nodeObservation('lb1', here, { foundation: foundation(here, weight) }) };
      const { steps } = cycles(change, 60, ({ steps: now }) => now.length > 0);
      assert.deepEqual(steps, [{ kind: 'reset-bonus', at: 30 }]);
      assert.deepEqual(cycles({ ...change, peersSeen: false }, 60).steps, []);
      assert.deepEqual(cycles({ ...change, isMoving: true }, 60).steps, []);
    }
  });

  it('is no wound as the rule has it, nor on a sick node', () => {
    for (const [here, weight] of [
      [true, 150],
      [false, 100],
      [false, 0],
    ] as const) {
      const change = { observation: nodeObservation('lb1', here, { foundation: foundation(here, weight) }) };
      assert.deepEqual(cycles(change, 60).steps, []);
    }
  });
});

const someServers = fc
  .array(fc.constantFrom<ServerFacts['state']>('up', 'down', 'drain', 'maint', 'unknown'), { maxLength: 4 })
  .map((states) => servers(...states.map((state, index) => serverFacts(`web${index + 1}`, state))));
const someFacts = fc
  .record({
    servers: someServers,
    weight: fc.constantFrom(0, 1, 100, 150),
    here: fc.boolean(),
    files: fc.array(
      fc.record({
        path: fc.constantFrom('haproxy.cfg', 'keepalived.conf'),
        inForce: fc.constantFrom('a', 'b', undefined),
        wanted: fc.constantFrom('a', 'b'),
        put: fc.constantFrom('a', 'b', undefined),
      }),
      { maxLength: 2 },
    ),
    peersSeen: fc.boolean(),
  })
  .map(({ servers: seen, weight, here, files, peersSeen }): HealingFacts => {
    const status = foundationStatus('lb1', here);
    const vips = { edge: { ...status.vips['edge']!, weight } };
    const observation = nodeObservation('lb1', here, {
      servers: seen,
      foundation: { atMs: NOW, fact: { ...status, vips } },
    });
    return facts({ observation, files, peersSeen });
  });
const longOpen = fc.constant<HealMemory>({
  wounds: Object.fromEntries(
    ['heal-runtime', 'put-in-force', 'reset-bonus/edge'].map((key) => [
      key,
      { sinceMs: NOW - 100_000, tries: 0, lastTryMs: undefined },
    ]),
  ),
});

describe('whatever is wrong', () => {
  it('nothing is done when blind, and the reason is said', () => {
    const nothing = { why: 'no answer' };
    const blindness = fc.constantFrom<(one: HealingFacts) => HealingFacts>(
      (one) => ({ ...one, blind: ['the state cannot be read'] }),
      (one) => ({ ...one, expected: undefined }),
      (one) => ({ ...one, observation: { ...one.observation, foundation: nothing } }),
      (one) => ({ ...one, observation: { ...one.observation, servers: nothing } }),
      (one) => ({ ...one, observation: { ...one.observation, addresses: nothing } }),
    );
    fc.assert(
      fc.property(someFacts, blindness, longOpen, (one, blind, memory) => {
        const healing = decideHealing(blind(one), memory);
        assert.deepEqual(healing.steps, []);
        assert.match(healing.why, /too little is seen/);
      }),
    );
  });

  it('nothing is done while paused, on trial, or while an apply goes on', () => {
    const [pause] = addIntent(
      [],
      { wish: { kind: 'pause', node: null, paused: true }, who: 'ann' },
      'lb1',
      NOW,
    );
    const trial = { apply: 'a', revision: 13, digest: 'x', until: '2026-01-10T03:21:00.000Z' };
    fc.assert(
      fc.property(someFacts, longOpen, (one, memory) => {
        assert.deepEqual(decideHealing({ ...one, paused: pause }, memory).steps, []);
        const release = { ...one.observation.release, trial };
        assert.deepEqual(
          decideHealing({ ...one, observation: { ...one.observation, release } }, memory).steps,
          [],
        );
        assert.deepEqual(decideHealing({ ...one, isMoving: true }, memory).steps, []);
      }),
    );
  });

  it('at most one thing is done at a time, and no file that a person changed is touched', () => {
    fc.assert(
      fc.property(someFacts, longOpen, (one, memory) => {
        const { steps } = decideHealing(one, memory);
        assert.ok(steps.length <= 1);
        const isEdited = one.files.some(
          ({ inForce: now, wanted, put }) => now !== undefined && now !== wanted && now !== put,
        );
        assert.ok(!isEdited || steps.length === 0);
      }),
    );
  });

  it('a step without effect is done three times at most within ten minutes', () => {
    fc.assert(
      fc.property(someFacts, (one) => {
        const counts = Map.groupBy(cycles(one, 600).steps, ({ kind }) => kind);
        for (const [kind, all] of counts) assert.ok(all.length <= 3, kind);
      }),
      { numRuns: 30 },
    );
  });
});
