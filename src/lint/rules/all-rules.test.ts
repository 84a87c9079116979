import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { it } from 'node:test';
import { lintSiteOf } from '../../../tests/support/lint-subjects.ts';
import { SITE_RULES } from './all-rules.ts';

const root = join(import.meta.dirname, '../../..');
const golden = join(root, 'tests/golden');
/** What the package sets on each node. */
const sysctl = readFileSync(join(root, 'packaging/sysctl/60-holdfast.conf'), 'utf8');

/** The configurations that we write ourselves, by site: `{ web: { lb1: { 'haproxy.cfg': … } } }`. */
function ownSites(): Map<string, Record<string, Record<string, string>>> {
  const sites = new Map<string, Record<string, Record<string, string>>>();
  for (const path of globSync('*/*/*.{cfg,conf}', { cwd: golden }).sort()) {
    const node = basename(dirname(path));
    const name = dirname(dirname(path));
    const nodes = sites.get(name) ?? {};
    nodes[node] = {
      'sysctl.conf': sysctl,
      ...nodes[node],
      [basename(path)]: readFileSync(join(golden, path), 'utf8'),
    };
    sites.set(name, nodes);
  }
  return sites;
}

it('finds nothing in the pairs that Holdfast writes', () => {
  const sites = [...ownSites()];
  assert.ok(sites.length >= 4);
  for (const [name, nodes] of sites) {
    const site = lintSiteOf(nodes, { maxOutageMs: 1_000 });
    const found = SITE_RULES.flatMap((rule) =>
      rule.find(site).map(({ message }) => `${rule.code}: ${message}`),
    );
    assert.deepEqual(found, [], name);
  }
});
