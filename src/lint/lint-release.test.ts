import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aSite } from '../../tests/support/a-site.ts';
import { lintContext } from '../../tests/support/lint-subjects.ts';
import type { Release, ReleaseFile } from '../release/release.ts';
import { lintRelease } from './lint-release.ts';

const CODE = 'haproxy/unclosed-quote';
const SPEC = 'version: 1\nservices:\n  web:\n    listen: 80\n';
const site = aSite({
  file: 'my.yaml',
  origins: { services: { line: 2, column: 1 }, 'services/web': { line: 3, column: 3 } },
});

function file(
  node: string,
  path: ReleaseFile['path'],
  lines: readonly (readonly [string, string?])[],
): ReleaseFile {
  return {
    node,
    path,
    mode: 0o644,
    text: lines.map(([text]) => `${text}\n`).join(''),
    origins: lines.map(([, origin]) => origin),
    secrets: [],
  };
}

function lint(files: readonly ReleaseFile[], spec = SPEC) {
  const release: Release = { site: 'x', digest: 'sha256:0', files };
  const { findings, suppressed } = lintRelease(site, release, spec, lintContext(), [CODE]);
  return { found: findings.filter(({ problem }) => problem.code === CODE), findings, suppressed };
}

const haproxy = (node: string) =>
  file(node, 'haproxy.cfg', [
    ['global'],
    ['frontend web', 'services/web'],
    ['  description "x', 'services/web/raw'],
  ]);

describe('lintRelease', () => {
  it('tells a finding at the place of the spec that its line comes from, once for all nodes', () => {
    const { found } = lint([haproxy('lb1'), haproxy('lb2')]);
    assert.deepEqual(
      found.map(({ problem: { path, line, column } }) => [path, line, column]),
      [['my.yaml', 3, 3]],
    );
    assert.match(
      found[0]?.problem.message ?? '',
      / It stands in haproxy\.cfg of node lb1, line 3 \(description "x\)\.$/,
    );
    assert.deepEqual([found[0]?.span, found[0]?.fix], [undefined, undefined]);
  });

  it('does not read the foundation, which is no file of an engine', () => {
    assert.deepEqual(lint([file('lb1', 'foundation.json', [['global'], ['"x']])]).findings, []);
  });

  it('hears comments in the spec', () => {
    const ignored = SPEC.replace('web:', `web: # holdfast-ignore ${CODE}: it is a test`);
    const { found, suppressed } = lint([haproxy('lb1')], ignored);
    assert.deepEqual([found.length, suppressed.length], [0, 1]);
  });

  it('takes the reference to a secret for a value that is not known', () => {
    const { findings } = lint([
      file('lb1', 'keepalived.conf', [
        ['vrrp_instance a {'],
        ['  authentication {'],
        ['    auth_type PASS'],
        ['    auth_pass <secret env:A_VERY_LONG_NAME>'],
        ['  }'],
        ['}'],
      ]),
    ]);
    assert.deepEqual(
      findings.filter(({ problem }) => /auth-pass/.test(problem.code)),
      [],
    );
  });
});
