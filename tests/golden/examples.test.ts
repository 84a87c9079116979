import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { lintFiles } from '../../src/lint/lint.ts';
import { WAZUH_PRESET } from '../../src/site/presets/wazuh/starter.ts';
import { WEB_PRESET } from '../../src/site/presets/web.ts';
import { readSite } from '../../src/site/read-site.ts';
import { lintContext } from '../support/lint-subjects.ts';

const root = join(import.meta.dirname, '../..');
const examples = globSync('examples/*.yaml', { cwd: root });

test('there are examples', () => assert.ok(examples.length >= 4));

for (const file of examples) {
  test(`${file} is a site without problems, and its lab has players for every pool`, () => {
    const { site, problems } = readSite(readFileSync(join(root, file)), file);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      Object.keys(site?.lab.players ?? {}),
      site?.pools.map(({ name }) => name).filter((name) => !name.startsWith('wazuh-')),
    );
    if (site?.wazuh !== undefined) assert.ok((site.lab.managers ?? 0) >= 3 && (site.lab.agents ?? 0) > 0);
  });
}

for (const [preset, text] of Object.entries({ web: WEB_PRESET, wazuh: WAZUH_PRESET })) {
  test(`what init --preset ${preset} writes is a site without problems`, () => {
    const { site, problems } = readSite(new TextEncoder().encode(text), 'holdfast.yaml');
    assert.deepEqual(problems, []);
    assert.ok(site);
  });
}

test('what init --preset wazuh offers in comments is right as well', () => {
  const offered = WAZUH_PRESET.replaceAll(/^ {2}# (?=[a-z]+: |[a-z]+:$| {2}[a-z]+: )/gm, '  ').replace('"…"', `"${'ab'.repeat(32)}"`);
  const { site, problems } = readSite(new TextEncoder().encode(offered), 'holdfast.yaml');
  assert.deepEqual(problems, []);
  assert.deepEqual(site?.wazuh?.exclude, ['master']);
  assert.equal(site?.wazuh?.discover, true);
  assert.equal(site?.wazuh?.api?.urls.length, 2);
  assert.ok(site?.pools.some(({ name }) => name === 'wazuh-dashboard'));
});

test('the pair as tutorials teach it shows what lint is for', () => {
  const paths = globSync('examples/usual-pair/*/*', { cwd: root }).toSorted();
  const files = paths.map((path) => ({
    path,
    text: readFileSync(join(root, path), 'utf8'),
    node: undefined,
  }));
  const { findings } = lintFiles(files, lintContext());
  const told = findings
    .filter(({ problem }) => problem.severity !== 'info' && problem.path.includes('lb1'))
    .map(
      ({ problem: { path, line, severity, code } }) =>
        `${path.split('/').at(-1)}:${line} ${severity} ${code}`,
    );
  assert.deepEqual(told, [
    'haproxy.cfg:19 error haproxy/timeout-without-unit',
    'haproxy.cfg:38 warning haproxy/server-without-check',
    'haproxy.cfg:39 warning haproxy/server-without-check',
    'haproxy.cfg:45 warning haproxy/stats-password-in-clear',
    'haproxy.cfg:45 error haproxy/stats-default-password',
    'haproxy.cfg:46 warning haproxy/stats-admin-always',
    'keepalived.conf:2 warning keepalived/script-cannot-fail',
    'keepalived.conf:16 warning keepalived/auth-pass-truncated',
    'keepalived.conf:22 error pair/failover-impossible',
    'keepalived.conf:24 warning pair/notify-on-one-node',
    'keepalived.conf:24 error keepalived/notify-unquoted-arguments',
  ]);
});
