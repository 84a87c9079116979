import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aSite } from '../../tests/support/a-site.ts';
import { compileRelease } from './compile-release.ts';
import { explainLine } from './explain-line.ts';
import { mapEngineMessages } from './map-engine-message.ts';
import type { ReleaseFile } from './release.ts';

const site = aSite({
  origins: {
    'pools/web': { line: 20, column: 3 },
    'pools/web/balance': { line: 21, column: 14 },
    'vips/edge': { line: 9, column: 3 },
  },
});

function file(path: ReleaseFile['path']): ReleaseFile {
  const { release } = compileRelease(site, { kind: 'lab', runDir: (node) => `/tmp/lab/${node}` });
  const found = release?.files.find((one) => one.path === path);
  assert.ok(found);
  return found;
}

function lineOf({ text }: ReleaseFile, part: string): number {
  return text.split('\n').findIndex((line) => line.includes(part)) + 1;
}

test("HAProxy's messages become problems at the spec's line", () => {
  const haproxy = file('haproxy.cfg');
  const line = lineOf(haproxy, 'balance roundrobin');
  const output = [
    '[NOTICE]   (7) : haproxy version is 2.6.12',
    `[ALERT]    (7) : config : parsing [/x/haproxy.cfg:${line}] : unknown balance 'x'.`,
    `[WARNING]  (7) : config : [/x/haproxy.cfg:${line + 1}] : odd`,
    '[ALERT]    (7) : config : Fatal errors found in configuration.',
  ].join('\n');
  const problems = mapEngineMessages(site, haproxy, output);
  assert.deepEqual(
    problems.map((one) => `${one.code} ${one.severity} ${one.line}:${one.column}`),
    ['engines/refused error 21:14', 'engines/warned warning 20:3'],
  );
  assert.match(
    problems[0]?.message ?? '',
    /HAProxy says of line \d+ .*balance roundrobin.*unknown balance 'x'\.$/,
  );
});

test("Keepalived's messages too, also those without a line", () => {
  const keepalived = file('keepalived.conf');
  const line = lineOf(keepalived, 'interface eth0');
  const output = `(/x/keepalived.conf: Line ${line}) WARNING - interface eth0 doesn't exist\nNon-existent interface specified\n`;
  assert.deepEqual(
    mapEngineMessages(site, keepalived, output).map((one) => `${one.code} ${one.line}`),
    ['engines/warned 9', 'engines/refused 1'],
  );
});

test('a line without an origin of its own is explained by its section, never by the one before', () => {
  const haproxy = file('haproxy.cfg');
  assert.equal(explainLine(haproxy, lineOf(haproxy, 'server web1')), 'pools/web');
  assert.equal(explainLine(haproxy, lineOf(haproxy, 'default_backend')), undefined);
});
