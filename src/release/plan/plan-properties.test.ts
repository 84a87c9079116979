import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyPatch } from 'diff';
import fc from 'fast-check';
import { inForce, wantedOf } from '../../../tests/support/a-plan.ts';
import { aPool, aServer, aService, aSite, aVip } from '../../../tests/support/a-site.ts';
import type { Site } from '../../site/site.ts';
import { comparePlan } from './compare-plan.ts';
import type { InForce, Plan } from './plan.ts';

const server = fc
  .record({
    name: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    last: fc.integer({ min: 21, max: 26 }),
    weight: fc.integer({ min: 0, max: 4 }),
    backup: fc.boolean(),
  })
  .map(({ name, last, weight, backup }) => aServer(name, { host: `10.77.0.${last}`, weight, backup }));

const pool = (name: string) =>
  fc
    .record({
      servers: fc.uniqueArray(server, { selector: ({ name: own }) => own, minLength: 1 }),
      balance: fc.constantFrom(
        { by: 'roundrobin' } as const,
        { by: 'source' } as const,
        { by: 'leastconn' } as const,
      ),
      sticky: fc.constantFrom(undefined, { by: 'cookie', name: 'S' } as const),
      retries: fc.integer({ min: 1, max: 3 }),
    })
    .map((own) => aPool({ name, ...own }));

const vip = (name: string, last: number) =>
  fc
    .record({
      address: fc.integer({ min: last, max: last + 2 }),
      extra: fc.boolean(),
      six: fc.boolean(),
      advertMs: fc.constantFrom(50, 200, 1000),
      routerId: fc.integer({ min: last, max: last + 1 }),
      failback: fc.constantFrom('manual' as const, 'automatic' as const),
      priority: fc.constantFrom(40, 20),
    })
    .map(({ address, extra, six, routerId, priority, ...own }) => {
      const addresses = [
        { address: `10.77.0.${address}`, prefix: 24, family: 4 as const },
        ...(extra ? [{ address: '10.77.0.200', prefix: 24, family: 4 as const }] : []),
        ...(six ? [{ address: `fd77::${address}`, prefix: 64, family: 6 as const }] : []),
      ];
      const made = aVip({ name, addresses, vrrp: { version: 3, routerId, password: undefined }, ...own });
      return {
        ...made,
        holders: made.holders.map((one, index) => (index === 0 ? { ...one, priority } : one)),
      };
    });

const site: fc.Arbitrary<Site> = fc
  .record({
    pools: fc.tuple(pool('web'), pool('api')),
    vips: fc.tuple(vip('edge', 100), vip('back', 110)),
    both: fc.boolean(),
    ports: fc.uniqueArray(fc.integer({ min: 80, max: 83 }), { minLength: 1 }),
    maxConnections: fc.constantFrom(1000, 2000),
    raw: fc.constantFrom('', '    # a comment\n', 'option log-health-checks', '}\n'),
    nodes: fc.constantFrom(1, 2),
  })
  .map(({ pools, vips, both, ports, maxConnections, raw, nodes }) => {
    const names = both ? ['edge', 'back'] : ['edge'];
    const service = aService({
      vips: names,
      ports,
      maxConnections,
      raw: { haproxy: raw, nginx: '', keepalived: '' },
    });
    const made = aSite({ pools, vips: vips.slice(0, names.length), services: [service] });
    return { ...made, nodes: made.nodes.slice(0, nodes) };
  });

/** A file with some lines changed by somebody who knows no format. */
const scribble = fc.record({
  file: fc.nat(),
  line: fc.nat(),
  text: fc.constantFrom('', '}', '{', '# x', 'bind fd@9', 'server z 1.2.3.4', '"'),
});

function scribbled(before: InForce, marks: readonly { file: number; line: number; text: string }[]): InForce {
  const files = before.files.map((one) => ({ ...one }));
  for (const { file, line, text } of marks) {
    const target = files[file % files.length]!;
    const lines = target.text.split('\n');
    lines.splice(line % lines.length, 1, text);
    target.text = lines.join('\n');
  }
  return { ...before, files };
}

function checkPlan(before: InForce, after: Site): Plan {
  const wanted = wantedOf(after);
  const plan = comparePlan(before, wanted);
  for (const { node, path, patch, hunks } of plan.files) {
    const owned = plan.changes
      .flatMap(({ lines }) => lines)
      .filter((line) => line.node === node && line.path === path)
      .map(({ side, line }) => `${side} ${line}`);
    for (const { sign, before: was, after: becomes, text } of hunks.flatMap(({ lines }) => lines)) {
      if (sign === ' ') continue;
      const ref = sign === '-' ? `before ${was}` : `after ${becomes}`;
      assert.ok(owned.includes(ref), `${node}/${path} ${ref}: ${text}`);
    }
    const find = (files: InForce['files']) =>
      files.find((file) => file.node === node && file.path === path)?.text ?? '';
    assert.equal(applyPatch(find(before.files), patch), find(wanted.release.files));
  }
  for (const { lines } of plan.changes)
    assert.ok(new Set(lines.map((line) => JSON.stringify(line))).size === lines.length, 'a line twice');
  return plan;
}

describe('a plan of any two sites', () => {
  it('is empty when they are equal', () => {
    fc.assert(
      fc.property(site, (one) => {
        const plan = checkPlan(inForce(one), one);
        assert.deepEqual([plan.changes, plan.files, plan.impact], [[], [], 'none']);
      }),
      { numRuns: 30 },
    );
  });

  it('gives every changed line a cause, and a diff that leads to the release', () => {
    fc.assert(
      fc.property(site, site, (one, other) => void checkPlan(inForce(one), other)),
      { numRuns: 60 },
    );
  });

  it('does so for files that somebody scribbled in', () => {
    const marks = fc.array(scribble, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(site, marks, (one, some) => void checkPlan(scribbled(inForce(one), some), one)),
      { numRuns: 60 },
    );
  });
});
