import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inForce, PLAN_SPEC, planOf, siteOfSpec, toldBy, wantedOf } from '../../../tests/support/a-plan.ts';
import { comparePlan } from './compare-plan.ts';

/** The plan from the spec to the one in which `from` is `to`. */
function changing(from: string, to: string, holders: Record<string, string> = {}, spec = PLAN_SPEC) {
  assert.ok(spec.includes(from), from);
  return planOf(spec, spec.replaceAll(from, to), holders);
}

/** One line a change: impact and words, without the reasons. */
function changesOf(plan: ReturnType<typeof planOf>): string[] {
  return plan.changes.map(({ impact, text }) => `${impact}: ${text}`);
}

const WEB4 = '      web4: 10.77.0.24:8080\n';

describe('a plan', () => {
  it('is empty when only comments of the spec differ', () => {
    const plan = planOf(PLAN_SPEC, `# a comment\n${PLAN_SPEC}`);
    assert.deepEqual([plan.changes, plan.files, plan.impact], [[], [], 'none']);
    assert.equal(plan.before, plan.after);
  });

  it('tells a change once for all nodes, with the place in the spec', () => {
    const [change, ...others] = planOf(PLAN_SPEC, PLAN_SPEC + WEB4).changes;
    assert.deepEqual(others, []);
    assert.deepEqual(change?.nodes, ['lb1', 'lb2']);
    assert.deepEqual(change?.origin, {
      origin: 'pools/web/servers/web4',
      path: 'holdfast.yaml',
      line: 20,
      column: 13,
    });
  });

  it('shows in the diff where an added and a removed line come from, each in its own spec', () => {
    const plan = changing('weight: 2', 'weight: 3');
    const lines = plan.files[0]?.hunks.flatMap((hunk) => hunk.lines).filter(({ sign }) => sign !== ' ');
    assert.deepEqual(
      lines?.map(({ sign, text, origin }) => [sign, text.trim(), origin?.path, origin?.line]),
      [
        ['-', 'server web2 10.77.0.22:8080 weight 2', 'old.yaml', 19],
        ['+', 'server web2 10.77.0.22:8080 weight 3', 'holdfast.yaml', 19],
      ],
    );
  });
});

describe('servers of a pool', () => {
  const runtime: readonly [string, string, string, string][] = [
    ['added', '      web1', `${WEB4}      web1`, 'pool web: server web4 10.77.0.24:8080 is added'],
    ['removed', '      web1: 10.77.0.21:8080\n', '', 'pool web: server web1 10.77.0.21:8080 is removed'],
    [
      're-addressed',
      '10.77.0.22',
      '10.77.0.29',
      'pool web: server web2 moves from 10.77.0.22:8080 to 10.77.0.29:8080',
    ],
    ['re-weighted', 'weight: 2', 'weight: 5', 'pool web: server web2: weight 2 becomes 5'],
    [
      'given a ceiling',
      'weight: 2',
      'weight: 2, maxConnections: 9',
      'pool web: server web2: maxconn nothing becomes 9',
    ],
  ];
  for (const [what, from, to, words] of runtime) {
    it(`are ${what} at run time`, () =>
      assert.deepEqual(changesOf(changing(from, to)), [`runtime: ${words}`]));
  }

  const reload: readonly [string, string, RegExp][] = [
    ['balance: source', 'balanced by a hash', /wrong places in the ring/],
    ['balance: static-rr', 'of a static algorithm', /takes no server at run time/],
    ['balance: leastconn\n    sticky: { cookie: S }', 'with a cookie', /takes no "cookie"/],
  ];
  for (const [balance, what, why] of reload) {
    it(`need a reload to be added to a pool ${what}, and the plan says why`, () => {
      const spec = PLAN_SPEC.replace('balance: roundrobin', balance);
      const [told = ''] = toldBy(planOf(spec, spec + WEB4));
      assert.match(told, /^reload \| pool web: server web4 10\.77\.0\.24:8080 is added \| /);
      assert.match(told, why);
    });
  }

  it('that are looked up by name come and go by a reload, but change their name at run time', () => {
    const named = `${PLAN_SPEC}      named: app.example.org:8080\n`;
    assert.equal(planOf(PLAN_SPEC, named).impact, 'reload');
    assert.equal(planOf(named, PLAN_SPEC).impact, 'reload');
    assert.equal(planOf(named, named.replace('app.', 'two.')).impact, 'runtime');
    assert.equal(planOf(named, named.replace('app.example.org', '10.77.0.30')).impact, 'reload');
  });

  it('that all get the same new setting are one change', () => {
    const told = changesOf(changing('balance: roundrobin', 'balance: roundrobin\n    sticky: { cookie: S }'));
    assert.deepEqual(told, [
      'reload: pool web: cookie of 2 servers differs',
      'reload: pool web: "cookie S insert indirect nocache httponly" is added',
    ]);
  });

  it('that stand in another order need a reload', () => {
    const swapped = PLAN_SPEC.replace('      web1: 10.77.0.21:8080\n', '') + '      web1: 10.77.0.21:8080\n';
    assert.deepEqual(changesOf(planOf(PLAN_SPEC, swapped)), [
      'reload: pool web: its servers stand in another order',
    ]);
  });
});

describe('services', () => {
  it('that begin to listen bind a new socket, and the others keep theirs under another number', () => {
    assert.deepEqual(changesOf(changing('listen: 80', 'listen: [79, 80]')), [
      'reload: listening sockets get other numbers',
      'new-listener: service web, VIP edge, listens on 10.77.0.100 port 79',
    ]);
  });

  it('that are added say what else that changes', () => {
    const told = changesOf(
      changing('pools:\n', '  api: { vip: edge, listen: 81, mode: http, pool: web }\npools:\n'),
    );
    assert.ok(told.includes('reload: service api is added'), told.join('\n'));
    assert.ok(told.includes('new-listener: service api, VIP edge, listens on 10.77.0.100 port 81'));
    assert.ok(told.includes('reload: HAProxy: "maxconn 4100" becomes "maxconn 8100"'));
  });

  it('take fewer sessions at run time, and more only after a reload of the process that has to take them', () => {
    const more = 'pool: web, maxConnections: 5000 }';
    assert.equal(changing('pool: web }', more).impact, 'reload');
    const spec = PLAN_SPEC.replace('pool: web }', more);
    assert.equal(changing('5000', '4500', {}, spec).impact, 'runtime');
  });
});

describe('VIPs', () => {
  const interrupted: readonly [string, string, string][] = [
    ['another router id', 'routerId: 77', 'routerId: 99'],
    ['another advertised address', '10.77.0.100/24', '10.77.0.101/24'],
    ['much quicker adverts', 'advertise: 50ms', 'advertise: 10ms'],
    ['a node with another address', '10.77.0.12', '10.77.0.14'],
  ];
  for (const [what, from, to] of interrupted) {
    it(`are interrupted by ${what}`, () => assert.equal(changing(from, to).impact, 'vip-interrupted'));
  }

  it('are interrupted by another version, and by another password or interval of version 2', () => {
    const spec = PLAN_SPEC.replace('routerId: 77', 'routerId: 77, version: 2, password: { env: A }').replace(
      '50ms',
      '1s',
    );
    assert.equal(
      changing('version: 2, password: { env: A }', 'version: 3', {}, spec).impact,
      'vip-interrupted',
    );
    assert.equal(changing('env: A', 'env: B', {}, spec).impact, 'vip-interrupted');
    assert.equal(changing('advertise: 1s', 'advertise: 2s', {}, spec).impact, 'vip-interrupted');
  });

  it('get slower adverts and further addresses by a reload', () => {
    assert.equal(changing('50ms', '500ms').impact, 'reload');
    const told = changesOf(
      changing('address: 10.77.0.100/24', 'addresses: [10.77.0.100/24, 10.77.0.103/24]'),
    );
    assert.ok(told.includes('reload: VIP edge: further address 10.77.0.103/24 is added'), told.join('\n'));
  });

  it('are interrupted when a second family joins the first one, not when both are new', () => {
    const spec = PLAN_SPEC.replaceAll(/address: (10\.77\.0\.1(\d)), /g, 'addresses: [$1, "fd77::1$2/64"], ');
    const both = 'addresses: [10.77.0.100/24, "fd77::100/64"]';
    assert.equal(changing('address: 10.77.0.100/24', both, {}, spec).impact, 'vip-interrupted');
    const second = '  second: { addresses: [10.77.0.110/24, "fd77::110/64"] }\nservices:';
    assert.equal(changing('services:', second, {}, spec).impact, 'reload');
  });

  it('that are new disturb nobody, that are removed are gone', () => {
    const two = PLAN_SPEC.replace('services:', '  second: { address: 10.77.0.110/24 }\nservices:');
    assert.deepEqual(changesOf(planOf(PLAN_SPEC, two)), ['reload: VIP second 10.77.0.110 is added']);
    assert.deepEqual(changesOf(planOf(two, PLAN_SPEC)), [
      'vip-interrupted: VIP second 10.77.0.110 is removed',
    ]);
  });

  it('move when fail-back becomes automatic while another than the preferred node holds them', () => {
    const plan = (holder: string) => changing('failback: manual', 'failback: automatic', { edge: holder });
    assert.deepEqual(changesOf(plan('lb2')), ['vip-moves: VIP edge: fail-back manual becomes automatic']);
    assert.equal(plan('lb1').impact, 'reload');
  });

  it('move when the preferred node changes and fail-back is automatic, and stay where it is manual', () => {
    const swap = (spec: string) => {
      const [lb1 = ''] = /^ {2}lb1.*\n/m.exec(spec) ?? [];
      return planOf(spec, spec.replace(lb1, '').replace('vips:', `${lb1}vips:`));
    };
    assert.equal(swap(PLAN_SPEC).impact, 'reload');
    assert.equal(swap(PLAN_SPEC.replace('manual', 'automatic')).impact, 'vip-moves');
  });

  it('move from a node that leaves, unless it is known to hold none', () => {
    const lb2 = '  lb2: { address: 10.77.0.12, interface: eth0 }\n';
    assert.equal(changing(lb2, '').impact, 'vip-moves');
    assert.equal(changing(lb2, '', { edge: 'lb1' }).impact, 'reload');
  });
});

describe('files that somebody changed by hand', () => {
  const site = siteOfSpec(PLAN_SPEC);
  const edited = (path: string, from: string, to: string) => {
    const before = inForce(site);
    const files = before.files.map((file) =>
      file.path === path && file.node === 'lb1' ? { ...file, text: file.text.replace(from, to) } : file,
    );
    return comparePlan({ ...before, files }, wantedOf(site));
  };

  it('have no impact where only comments and blank lines differ', () => {
    assert.equal(edited('haproxy.cfg', '\nbackend', '\n# mine\n\nbackend').impact, 'none');
    assert.equal(edited('keepalived.conf', 'vrrp_instance', '! mine\nvrrp_instance').impact, 'none');
  });

  it('count as the worst that they can be where they are not understood', () => {
    assert.equal(edited('foundation.json', '{', '{ ').impact, 'reload');
    assert.equal(
      edited('keepalived.conf', 'vrrp_instance', 'include more.conf\nvrrp_instance').impact,
      'vip-interrupted',
    );
    assert.equal(
      edited('keepalived.conf', '    priority', '    strange_word\n    priority').impact,
      'vip-interrupted',
    );
  });
});
