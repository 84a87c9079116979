import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { siteView, standing } from '../../../tests/support/site-view.ts';
import type { SeenServer, ServerState } from '../status/site-status.ts';
import type { NodeStanding, SiteView } from '../status/site-view.ts';
import { type Remark, worstOf } from './check-verdict.ts';
import { type CheckQuestion, judgeCheck } from './judge-check.ts';
import { printPlugin } from './print-plugin.ts';

const line = (question: CheckQuestion, view: SiteView = siteView()) =>
  printPlugin(question.kind.toUpperCase(), judgeCheck(view, question)).split('\n')[0];
const held = (...nodes: readonly string[]): Partial<SiteView> => {
  const holders = nodes.map((node) => ({ node, observedBy: node, ageMs: 20 }));
  return { vips: { edge: { address: '10.77.0.100', addresses: ['10.77.0.100'], holders } } };
};
const unfit = (node: string): Partial<SiteView> => {
  const { nodes } = siteView();
  const sick = {
    here: false,
    since: undefined,
    ageMs: 0,
    healthy: false,
    reason: 'haproxy does not answer',
    weight: 0,
  };
  return { nodes: { ...nodes, [node]: { ...nodes[node]!, vips: { edge: sick } } } };
};
/** As the holder sees them, and nobody else. */
const servers = (...states: readonly ServerState[]): Partial<SiteView> => {
  const one = siteView().pools['web']!.servers['web1'] as SeenServer;
  const entries = states.map(
    (state, index) => [`web${index + 1}`, { ...one, state, observations: [] }] as const,
  );
  return { pools: { web: { servers: Object.fromEntries(entries) } } };
};
const members = (lb2: Partial<NodeStanding>): Partial<SiteView> => ({
  members: { lb1: standing(), lb2: standing(lb2) },
});
const at = (value: number, isPercent = false) => ({ value, isPercent });

describe('check vip', () => {
  it('is OK on every node as long as one fit node holds it', () => {
    const told =
      "VIP OK - edge held by lb1 since 03:12 UTC | 'holders'=1;1:1;1:1;0 'fit'=2;2:;1:;0;2 'held'=2880s;;;0";
    assert.equal(line({ kind: 'vip' }), told);
    assert.equal(line({ kind: 'vip', name: 'edge' }, siteView({ seenBy: 'lb2' })), told);
  });

  it('is critical when nobody holds it, or two do', () => {
    assert.match(
      line({ kind: 'vip' }, siteView(held()))!,
      /^VIP CRITICAL - edge held by nobody \| 'holders'=0;/,
    );
    assert.match(
      line({ kind: 'vip' }, siteView(held('lb1', 'lb2')))!,
      /^VIP CRITICAL - edge held by lb1 and lb2 at once \| 'holders'=2;/,
    );
  });

  it('is critical when its holder cannot serve it, and says why', () => {
    assert.match(
      line({ kind: 'vip' }, siteView(unfit('lb1')))!,
      /^VIP CRITICAL - edge held by lb1, which cannot serve it: haproxy does not answer, only lb2 of 2 /,
    );
  });

  it('is critical when it is seen on no node and one is not heard, and names the last holder', () => {
    const vip = {
      address: '10.77.0.100',
      addresses: ['10.77.0.100'],
      holders: [],
      unseen: ['lb1'],
      formerly: [{ node: 'lb1', observedBy: 'lb1', ageMs: 60_000 }],
    };
    const view = siteView({
      vips: { edge: vip },
      seenBy: 'lb2',
      members: { lb1: standing({ reachable: false, why: 'connection refused' }), lb2: standing() },
    });
    assert.match(
      line({ kind: 'vip' }, view)!,
      /^VIP CRITICAL - edge is seen on no node, last seen on lb1 \(lb1 is not seen: connection refused\)/,
    );
  });

  it('warns when no second node could take it, but not on a site of one node', () => {
    assert.match(
      line({ kind: 'vip' }, siteView(unfit('lb2')))!,
      /^VIP WARNING - only lb1 of 2 can serve edge /,
    );
    const { lb1 } = siteView().nodes;
    const alone = siteView({ nodes: { lb1: lb1! }, members: { lb1: standing() } });
    assert.match(line({ kind: 'vip' }, alone)!, /^VIP OK/);
  });

  it('warns with --on when another node holds it', () => {
    assert.match(line({ kind: 'vip', on: 'lb2' })!, /^VIP WARNING - edge held by lb1 since .*, not by lb2 /);
    assert.match(line({ kind: 'vip', on: 'lb1' })!, /^VIP OK/);
    assert.match(
      line({ kind: 'vip', on: 'lb9' })!,
      /^VIP UNKNOWN - no node is called lb9; the site has lb1, lb2/,
    );
  });

  it('does not know a VIP that is nearly called so', () => {
    assert.equal(
      line({ kind: 'vip', name: 'edge1' }),
      'VIP UNKNOWN - no vip is called edge1; the site has edge',
    );
  });
});

describe('check pool', () => {
  it('counts servers that are up, and does not mind one that an operator has taken out', () => {
    assert.match(line({ kind: 'pool' })!, /^POOL OK - web 3\/3 up \| 'up'=3;3:;1:;0;3$/);
    assert.match(
      line({ kind: 'pool' }, siteView(servers('up', 'up', 'maint')))!,
      /^POOL OK - web 2\/3 up \(1 taken out\)/,
    );
    assert.match(
      line({ kind: 'pool' }, siteView(servers('up', 'down', 'up')))!,
      /^POOL WARNING - web 2\/3 up \(web2 down\)/,
    );
    assert.match(line({ kind: 'pool' }, siteView(servers('down', 'maint')))!, /^POOL CRITICAL/);
  });

  it('takes numbers and shares', () => {
    const view = siteView(servers('up', 'up', 'down', 'down'));
    const ask = (warning: number, critical: number, isPercent: boolean) =>
      line(
        { kind: 'pool', thresholds: { warning: at(warning, isPercent), critical: at(critical, isPercent) } },
        view,
      );
    assert.match(ask(2, 1, false)!, /^POOL OK/);
    assert.match(ask(3, 2, false)!, /^POOL WARNING/);
    assert.match(ask(51, 50, true)!, /^POOL WARNING .*'up'=2;3:;2:;0;4/);
    assert.match(ask(100, 51, true)!, /^POOL CRITICAL/);
  });

  const unheld = (...seen: readonly ServerState[]): Partial<SiteView> => {
    const one = siteView().pools['web']!.servers['web1'] as SeenServer;
    const observations = seen.map((state, index) => ({
      ...one.observations[0]!,
      node: `lb${index + 1}`,
      state,
    }));
    return { pools: { web: { servers: { web1: { ...one, state: 'unknown', observations } } } } };
  };

  it('asks any node where nobody holds a VIP of the pool', () => {
    assert.match(line({ kind: 'pool' }, siteView(unheld('unknown', 'up')))!, /^POOL OK - web 1\/1 up/);
    assert.match(
      line({ kind: 'pool' }, siteView(unheld('down', 'unknown')))!,
      /^POOL CRITICAL - web 0\/1 up \(web1 down\)/,
    );
  });

  it('is UNKNOWN when nobody sees its servers', () => {
    assert.match(line({ kind: 'pool' }, siteView(unheld('unknown', 'unknown')))!, /^POOL UNKNOWN/);
  });
});

describe('check certificate', () => {
  it('counts days, of nodes and of files', () => {
    const file = { file: '/etc/web.pem', services: ['web'], notAfter: '2026-01-10T04:00:00.000Z' };
    const view = siteView(members({ serviceCertificates: [file] }));
    assert.match(
      line({ kind: 'certificate' }, view)!,
      /^CERTIFICATE WARNING - lb2:\/etc\/web\.pem ends in 8 days/,
    );
    const strict = { critical: at(9) };
    assert.match(
      line({ kind: 'certificate', name: '/etc/web.pem', thresholds: strict }, view)!,
      /^CERTIFICATE CRITICAL/,
    );
    assert.match(line({ kind: 'certificate', name: 'lb1' }, view)!, /^CERTIFICATE OK - lb1 ends in 364 days/);
  });

  it('is critical when a file cannot be read', () => {
    const file = { file: '/etc/web.pem', services: ['web'], notAfter: undefined, why: 'no such file' };
    assert.match(
      line({ kind: 'certificate' }, siteView(members({ serviceCertificates: [file] })))!,
      /^CERTIFICATE CRITICAL - lb2:\/etc\/web\.pem cannot be read: no such file/,
    );
  });
});

describe('check release', () => {
  const { release } = standing();

  it('is OK with one release on all nodes', () => {
    assert.match(
      line({ kind: 'release' })!,
      /^RELEASE OK - revision 12 on lb1 and lb2, no drift \| 'revision'=12/,
    );
  });

  it('warns of unlike releases, drift, a trial and a node that is not heard', () => {
    const other = members({ release: { ...release!, revision: 11, digest: 'sha256:other' } });
    assert.match(
      line({ kind: 'release' }, siteView(other))!,
      /^RELEASE WARNING - unlike releases: lb1 has revision 12, lb2 has revision 11/,
    );
    const edited = members({ release: { ...release!, drift: ['haproxy.cfg was changed by hand'] } });
    assert.match(
      line({ kind: 'release' }, siteView(edited))!,
      /WARNING - drift on lb2: haproxy\.cfg was changed by hand/,
    );
    assert.match(
      line({ kind: 'release' }, siteView(members({ release: undefined })))!,
      /WARNING - what lb2 has is not known/,
    );
  });
});

describe('check all', () => {
  it('says the sentence of the site when all is well', () => {
    assert.match(
      line({ kind: 'all' })!,
      /^ALL OK - serving; lb1 holds edge since 03:12 UTC; redundancy full \| /,
    );
  });

  it('is as bad as the worst that needs a person', () => {
    const finding = {
      code: 'node/x',
      about: '',
      node: 'lb1',
      message: 'odd',
      remedy: 'mend',
      at: '2026-01-01T00:00:00Z',
    };
    const view = (severity: 'critical' | 'warning') => siteView({ findings: [{ ...finding, severity }] });
    assert.match(line({ kind: 'all' }, view('warning'))!, /^ALL WARNING - odd/);
    assert.match(line({ kind: 'all' }, view('critical'))!, /^ALL CRITICAL - odd/);
    const lost = siteView({ redundancy: { level: 'none', reasons: ['lb2 is away'] } });
    assert.match(line({ kind: 'all' }, lost)!, /^ALL WARNING - redundancy none: lb2 is away/);
  });

  it('does not believe a daemon that has not looked for half a minute', () => {
    const view = siteView({ members: { lb1: standing({ ageMs: 31_000 }), lb2: standing() } });
    assert.match(line({ kind: 'vip' }, view)!, /^VIP CRITICAL - the daemon of lb1 has not looked for 31 s/);
  });
});

describe('the line of a plugin', () => {
  it('is one line whose figures nothing that is said can forge', () => {
    const remark = fc.record({
      state: fc.constantFrom<Remark['state']>('OK', 'WARNING', 'CRITICAL', 'UNKNOWN'),
      text: fc.string({ unit: 'binary' }),
    });
    fc.assert(
      fc.property(fc.array(remark, { minLength: 1, maxLength: 3 }), (remarks) => {
        const text = printPlugin('VIP', { remarks, figures: [{ label: "a'b=c", value: 1 }] });
        assert.equal(text.indexOf('\n'), text.length - 1);
        assert.equal(text.split('|').length, 2);
        assert.ok(text.startsWith(`VIP ${worstOf(remarks)} - `));
        assert.ok(text.endsWith(" | 'a_b_c'=1\n"));
      }),
    );
  });

  it('names three things, the worst first, and all of them below', () => {
    const remarks: Remark[] = [
      { state: 'WARNING', text: 'a' },
      { state: 'WARNING', text: 'b' },
      { state: 'WARNING', text: 'c' },
      { state: 'CRITICAL', text: 'd' },
      { state: 'OK', text: 'e' },
    ];
    assert.equal(
      printPlugin('X', { remarks, figures: [] }),
      'X CRITICAL - d, a, b, and 1 more\nCRITICAL: d\nWARNING: a\nWARNING: b\nWARNING: c\n',
    );
  });
});
