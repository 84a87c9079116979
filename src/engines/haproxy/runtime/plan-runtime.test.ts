import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  liveOf,
  modelOf,
  type RuntimeModel,
  startOf,
  takeStep,
} from '../../../../tests/support/runtime-model.ts';
import type { EngineVersion } from '../../lint-context.ts';
import { parseHaproxy } from '../grammar/parse.ts';
import type { HaproxyMeaning } from '../meaning/meaning.ts';
import { readHaproxy } from '../meaning/read-haproxy.ts';
import { abilitiesOf, parseVersion } from './abilities.ts';
import { describeStep } from './describe-step.ts';
import { planRuntime, type RuntimeOrder, type RuntimePlan } from './plan-runtime.ts';
import { wantedOf } from './wanted.ts';

const DEBIAN_12: EngineVersion = { major: 2, minor: 6, patch: 12 };

function meaningOf(text: string): HaproxyMeaning {
  return readHaproxy([parseHaproxy(text, 'haproxy.cfg').source]).meaning;
}

interface Pool {
  readonly servers: readonly string[];
  readonly mode?: string;
  readonly balance?: string;
  readonly base?: string;
  readonly limit?: number;
}

function file({
  servers,
  mode = 'http',
  balance = 'roundrobin',
  base = 'check inter 1s',
  limit = 100,
}: Pool) {
  return `global
  maxconn 1000
frontend web
  bind 127.0.0.1:80
  maxconn ${limit}
  default_backend web
backend web
  mode ${mode}
  balance ${balance}
  default-server ${base}
${servers.map((server) => `  server ${server}\n`).join('')}`;
}

function plan(before: string, after: string, version = DEBIAN_12, more: Partial<RuntimeOrder> = {}) {
  const live = liveOf(modelOf(meaningOf(before), version));
  return planRuntime({ before: meaningOf(before), after: meaningOf(after), live, ...more });
}

function words(result: RuntimePlan): string[] {
  return 'steps' in result ? result.steps.map(describeStep) : [`reload: ${result.needsReload.join('; ')}`];
}

const ONE = file({ servers: ['a 10.0.0.1:80'] });

describe('changes of a running HAProxy', () => {
  it('needs no step when the file says what runs', () => {
    assert.deepEqual(plan(ONE, ONE), { steps: [], notes: [] });
  });

  it('adds first and takes away last, and tells each step in the words of the site', () => {
    const after = file({ servers: ['b 10.0.0.2:80', 'c 10.0.0.9:80 weight 3'], mode: 'tcp', limit: 50 });
    const before = file({ servers: ['a 10.0.0.1:80', 'c 10.0.0.3:80'], mode: 'tcp' });
    assert.deepEqual(words(plan(before, after)), [
      'limit frontend web to 50 sessions',
      'add server web/b at 10.0.0.2:80; it gets traffic once a check has passed',
      'move server web/c from 10.0.0.3:80 to 10.0.0.9:80; open sessions stay where they are',
      'change the weight of server web/c from 1 to 3',
      'take server web/a out: no new sessions, up to 30 s for the open ones, then cut what is left',
      'remove server web/a',
    ]);
  });

  it('spells out for an added server what default-server gives to the others', () => {
    const result = plan(
      ONE,
      file({ servers: ['a 10.0.0.1:80', 'b [2001:db8::1]:80 no-check weight 2 backup'] }),
    );
    assert.ok('steps' in result);
    const [step] = result.steps;
    assert.ok(step?.kind === 'add');
    assert.deepEqual(step.words, ['inter', '1s', 'weight', '2', 'backup']);
    assert.deepEqual([step.host, step.scout, step.isChecked], ['2001:db8::1', undefined, false]);
  });

  it('leaves a server that HTTP went through in maintenance where deleting it is not safe, and says so', () => {
    const after = file({ servers: [] });
    const result = plan(ONE, after);
    assert.deepEqual(
      words(result).map((text) => text.split(' ')[0]),
      ['take'],
    );
    assert.match('notes' in result ? (result.notes[0] ?? '') : '', /stays in maintenance/);
    assert.equal(words(plan(ONE, after, { ...DEBIAN_12, patch: 17 })).length, 2);
    assert.equal(words(plan(ONE, after, { major: 3, minor: 0, patch: 1 })).length, 2);
    assert.equal(words(plan(ONE, after, { major: 2, minor: 4, patch: 22 })).length, 1);
  });

  const reloads: readonly (readonly [string, string, string, RegExp, EngineVersion?])[] = [
    [
      'a line elsewhere changes',
      ONE,
      ONE.replace('mode http', 'mode http\n  retries 2'),
      /"retries" of backend web/,
    ],
    ['a section is new', ONE, `${ONE}backend other\n  mode http\n`, /backend other is new/],
    ['a check changes', ONE, ONE.replace('1s', '2s'), /changes "inter"/],
    [
      'an added server has a cookie',
      ONE,
      file({ servers: ['a 10.0.0.1:80', 'b 10.0.0.2:80 cookie b'] }),
      /"cookie"/,
    ],
    [
      'an added server has a name for address',
      ONE,
      file({ servers: ['a 10.0.0.1:80', 'b db.example:80'] }),
      /no IP address/,
    ],
    [
      'HAProxy is too old to add',
      ONE,
      file({ servers: ['a 10.0.0.1:80', 'b 10.0.0.2:80'] }),
      /too old/,
      { major: 2, minor: 4, patch: 22 },
    ],
    [
      'the algorithm is a fixed table',
      file({ servers: [], balance: 'source' }),
      file({ servers: ['b 10.0.0.2:80'], balance: 'source' }),
      /fixed table/,
    ],
    [
      'the authority was never loaded',
      ONE,
      file({ servers: ['a 10.0.0.1:80', 'b 10.0.0.2:80 ssl ca-file /ca.pem'] }),
      /\/ca\.pem/,
    ],
    [
      'a value could begin another command',
      ONE,
      file({ servers: ['a 10.0.0.1:80', "b 10.0.0.2:80 sni 'str(x);quit'"] }),
      /"sni" cannot be written/,
    ],
    [
      'servers are filled in order',
      file({ servers: ['a 10.0.0.1:80'], balance: 'first' }),
      file({ servers: ['b 10.0.0.2:80', 'a 10.0.0.1:80'], balance: 'first' }),
      /in order/,
    ],
  ];
  for (const [when, before, after, reason, version] of reloads) {
    it(`asks for a reload when ${when}`, () => {
      const result = plan(before, after, version);
      assert.ok('needsReload' in result, JSON.stringify(result));
      assert.match(result.needsReload.join('\n'), reason);
    });
  }

  it('puts a limit above the one of the start into a reload, and one below into a command', () => {
    assert.match(words(plan(ONE, ONE.replace('maxconn 1000', 'maxconn 3000'))).join(), /reload: .*2000/);
    assert.deepEqual(words(plan(ONE, ONE.replace('maxconn 1000', 'maxconn 1500'))), [
      'limit this HAProxy to 1500 sessions',
    ]);
  });

  it('sends a certificate that is too long for one message to a reload, and never shows one', () => {
    const certificate = (length: number) => ({ certificates: [{ file: '/c.pem', pem: 'x'.repeat(length) }] });
    assert.match(words(plan(ONE, ONE, DEBIAN_12, certificate(14_990))).join(), /reload: .*15000/);
    assert.deepEqual(words(plan(ONE, ONE, DEBIAN_12, certificate(9_000))), ['replace certificate /c.pem']);
  });

  it('changes weights of a fixed table only to nothing and back to that of the start', () => {
    const weighed = (weight: number) =>
      file({ servers: [`a 10.0.0.1:80 weight ${weight}`], balance: 'source' });
    const kinds = (from: number, to: number) => {
      const model = modelOf(meaningOf(weighed(5)), DEBIAN_12);
      model.servers.get('web/a')!.weight = from;
      const result = planRuntime({
        before: meaningOf(weighed(from)),
        after: meaningOf(weighed(to)),
        live: liveOf(model),
      });
      return 'steps' in result ? result.steps.map((step) => step.kind === 'weight' && step.value) : 'reload';
    };
    assert.deepEqual([kinds(5, 0), kinds(0, 5), kinds(5, 3), kinds(5, 5)], [['0%'], ['100%'], 'reload', []]);
  });

  it('obeys an operator, and leaves alone what neither a file nor an operator speaks of', () => {
    const drained = modelOf(meaningOf(ONE), DEBIAN_12);
    drained.servers.get('web/a')!.admin = 'drain';
    const order = { before: meaningOf(ONE), after: meaningOf(ONE), live: liveOf(drained) };
    assert.deepEqual(words(planRuntime(order)), []);
    assert.deepEqual(words(planRuntime({ ...order, states: new Map([['web/a', 'ready']]) })), [
      'put server web/a back to work',
    ]);
  });

  it('heals what somebody changed by hand', () => {
    const before = file({ servers: ['a 10.0.0.1:80 weight 4', 'b 10.0.0.2:80'], mode: 'tcp' });
    const model = modelOf(meaningOf(before), DEBIAN_12);
    model.servers.get('web/a')!.weight = 9;
    model.servers.delete('web/b');
    const result = planRuntime({ before: meaningOf(before), after: meaningOf(before), live: liveOf(model) });
    assert.deepEqual('steps' in result && result.steps.map(({ kind }) => kind), ['add', 'weight']);
  });

  it('does not take over a server of that name that was left behind, whose settings nobody knows', () => {
    const model = modelOf(meaningOf(file({ servers: ['a 10.0.0.1:80', 'b 10.0.0.2:80'] })), DEBIAN_12);
    const after = meaningOf(file({ servers: ['a 10.0.0.1:80', 'b 10.0.0.2:80'] }));
    const result = planRuntime({ before: meaningOf(ONE), after, live: liveOf(model) });
    assert.match(words(result).join(), /reload: a server b is left in pool web/);
  });

  it('reads versions as HAProxy writes them', () => {
    assert.deepEqual(parseVersion('2.6.12-1+deb12u4'), DEBIAN_12);
    assert.deepEqual(parseVersion('3.3-dev4'), { major: 3, minor: 3, patch: 4 });
    assert.equal(parseVersion('new'), undefined);
    assert.equal(abilitiesOf({ major: 3, minor: 2, patch: 0 }).refusedWords.has('cookie'), false);
  });
});

const server = fc
  .record({
    name: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    place: fc.constantFrom('10.0.0.1:80', '10.0.0.2:81', '[2001:db8::1]:80', 'db.example:80'),
    rest: fc.subarray(
      [
        'weight 0',
        'weight 7',
        'weight 256',
        'maxconn 9',
        'disabled',
        'cookie x',
        'no-check',
        'slowstart 5s',
        'backup',
      ],
      { maxLength: 4 },
    ),
  })
  .map(({ name, place, rest }) => ({ name, line: `${name} ${place} ${rest.join(' ')}` }));
const servers = fc
  .uniqueArray(server, { maxLength: 5, selector: ({ name }) => name })
  .map((all) => all.map(({ line }) => line));
const version = fc
  .constantFrom('2.4.22', '2.6.12', '2.6.17', '2.8.5', '3.0.1', '3.2.0')
  .map((text) => parseVersion(text)!);
const shape = fc.record({
  mode: fc.constantFrom('http', 'tcp'),
  balance: fc.constantFrom('roundrobin', 'leastconn', 'random', 'source', 'static-rr', 'first'),
});

describe('plans for random files', () => {
  it('lead, by steps that the version allows, to what the new file says, or to a reload with a reason', () => {
    let planned = 0;
    fc.assert(
      fc.property(shape, servers, servers, version, fc.nat(2), (pool, old, fresh, of, sessions) => {
        const before = meaningOf(file({ ...pool, servers: old }));
        const after = meaningOf(file({ ...pool, servers: fresh, limit: 100 - sessions }));
        const model = modelOf(before, of, sessions);
        const result = planRuntime({ before, after, live: liveOf(model) });
        if ('needsReload' in result) return assert.ok(result.needsReload.every((reason) => reason !== ''));
        planned += 1;
        for (const step of result.steps) takeStep(model, step);
        assert.deepEqual(stateOf(model, after), stateOf(modelOf(after, of), after));
        const again = planRuntime({ before: after, after, live: liveOf(model) });
        assert.deepEqual('steps' in again ? again.steps : again, [], 'a second plan has nothing to do');
      }),
      { numRuns: 2_000 },
    );
    assert.ok(planned > 200, `only ${planned} plans without a reload`);
  });
});

/** What traffic sees: servers that are left behind in maintenance, and not in the file, do not count. */
function stateOf({ servers: all, frontends, maxconn }: RuntimeModel, after: HaproxyMeaning) {
  const fresh = wantedOf(after).pools.flatMap((pool) =>
    pool.servers.map((one) => [`${pool.name}/${one.name}` as string, one] as const),
  );
  const inFile = new Map(fresh);
  return {
    maxconn,
    frontends: [...frontends],
    left: [...all].flatMap(([name, one]) => (inFile.has(name) || one.admin === 'maint' ? [] : [name])),
    servers: [...all]
      .filter(([name]) => inFile.has(name))
      .map(([name, { host, port, weight, maxconn: limit, admin, fixed }]) => {
        const isKept = inFile.get(name)?.place === undefined;
        return [
          name,
          isKept ? startOf(inFile.get(name)!).host : host,
          isKept ? 0 : port,
          weight,
          limit,
          admin,
          fixed,
        ];
      })
      .toSorted((one, other) => String(one[0]).localeCompare(String(other[0]))),
  };
}
