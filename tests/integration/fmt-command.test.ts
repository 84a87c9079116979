import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';

const root = mkdtempSync(join(tmpdir(), 'holdfast-fmt-'));
after(() => rmSync(root, { recursive: true }));
const bin = join(import.meta.dirname, '../../bin/holdfast');

const UGLY = 'global\n maxconn   5 # why\n';
const NEAT = 'global\n    maxconn 5 # why\n';

/** A folder of its own with these files; latin1, so that every byte can be said. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(root, 'case-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text, 'latin1');
  }
  return folder;
}

function fmt(folder: string, ...words: readonly string[]) {
  const { stdout, stderr, status } = spawnSync(bin, ['fmt', ...words], { cwd: folder, encoding: 'utf8' });
  return { stdout, stderr, status };
}

const read = (folder: string, name: string): string => readFileSync(join(folder, name), 'latin1');

test('files are laid out in place, with their mode; the changed ones are named', () => {
  const folder = folderOf({
    'lb1/haproxy.cfg': UGLY,
    'lb1/keepalived.conf': 'vrrp_instance V{\nstate  BACKUP\n}\n',
    'lb1/nginx.conf': 'events{\n}\n',
    'lb2/haproxy.cfg': NEAT,
    'holdfast.yaml': readFileSync(join(import.meta.dirname, '../../examples/minimal.yaml'), 'latin1'),
    'notes.txt': ' a  b\n',
  });
  chmodSync(join(folder, 'lb1/haproxy.cfg'), 0o640);
  const { stdout, stderr, status } = fmt(folder, '.');
  assert.equal(stdout, 'lb1/haproxy.cfg\nlb1/keepalived.conf\nlb1/nginx.conf\n');
  assert.match(stderr, /5 files: 3 laid out anew, 2 as they should be/);
  assert.equal(status, 0);
  assert.equal(read(folder, 'lb1/haproxy.cfg'), NEAT);
  assert.equal(read(folder, 'lb1/keepalived.conf'), 'vrrp_instance V {\n    state BACKUP\n}\n');
  assert.equal(read(folder, 'lb1/nginx.conf'), 'events {\n}\n');
  assert.equal(read(folder, 'notes.txt'), ' a  b\n');
  assert.equal(statSync(join(folder, 'lb1/haproxy.cfg')).mode & 0o777, 0o640);
  assert.deepEqual(readdirSync(join(folder, 'lb1')), ['haproxy.cfg', 'keepalived.conf', 'nginx.conf']);
  assert.equal(fmt(folder, '--check', '.').status, 0);
});

test('--check and --diff change nothing', () => {
  const folder = folderOf({ 'haproxy.cfg': UGLY });
  const check = fmt(folder, '--check', 'haproxy.cfg');
  assert.deepEqual([check.stdout, check.status], ['haproxy.cfg\n', 1]);
  const diff = fmt(folder, '--diff', 'haproxy.cfg');
  assert.match(diff.stdout, /^-{3} a\/haproxy\.cfg[^]*\n- maxconn {3}5 # why\n\+ {4}maxconn 5 # why\n/);
  assert.equal(diff.status, 0);
  assert.equal(fmt(folder, '--check', '--diff', 'haproxy.cfg').status, 1);
  assert.equal(read(folder, 'haproxy.cfg'), UGLY);
});

test('files with errors are left alone, and what is wrong is told', () => {
  const folder = folderOf({
    'haproxy.cfg': 'global\n  user "x\n',
    'holdfast.yaml': 'version:  1\nnodes: {}\nvips: [\n',
  });
  const { stdout, stderr, status } = fmt(folder, '.');
  assert.equal(stdout, '');
  assert.match(stderr, /haproxy\.cfg:2:8 {2}error {2}haproxy\/unclosed-quote/);
  assert.match(stderr, /haproxy\.cfg is left alone/);
  assert.match(stderr, /holdfast\.yaml is left alone: it has errors/);
  assert.equal(status, 1);
  assert.equal(read(folder, 'haproxy.cfg'), 'global\n  user "x\n');
});

test('a byte order mark, which no engine takes, is told', () => {
  const folder = folderOf({ 'haproxy.cfg': `\xef\xbb\xbf${UGLY}`, 'nginx.conf': '\xef\xbb\xbfevents{}\n' });
  const { stderr, status } = fmt(folder, '.');
  assert.match(stderr, /haproxy\.cfg:1:1 {2}error {2}haproxy\/byte-order-mark/);
  assert.match(stderr, /nginx\.conf:1:1 {2}error {2}nginx\/byte-order-mark/);
  assert.equal(status, 1);
  assert.equal(read(folder, 'haproxy.cfg'), `\xef\xbb\xbf${UGLY}`);
});

test('a file that is no UTF-8 keeps its bytes', () => {
  const folder = folderOf({ 'haproxy.cfg': 'global\n # caf\xe9\n maxconn 5\n' });
  assert.equal(fmt(folder, '.').status, 0);
  assert.equal(read(folder, 'haproxy.cfg'), 'global\n    # caf\xe9\n    maxconn 5\n');
});

test('--identity tells of each native file whether its bytes survive, broken ones too', () => {
  const folder = folderOf({
    'haproxy.cfg': 'no end "\xff\r',
    'a/keepalived.conf': '}}{ \0 "',
    'b/edge.txt': '\xef\xbb\xbfserver {',
  });
  const { stdout, status } = fmt(folder, '--identity', '.');
  assert.equal(
    stdout,
    'a/keepalived.conf: the same (keepalived, 7 bytes)\nhaproxy.cfg: the same (haproxy, 10 bytes)\n',
  );
  assert.equal(status, 0);
  const named = fmt(folder, '--identity', '--as', 'nginx', 'b/edge.txt');
  assert.equal(named.stdout, 'b/edge.txt: the same (nginx, 11 bytes)\n');
});

test('what cannot be read or placed is told without a stack', () => {
  const folder = folderOf({ 'notes.txt': 'hello\n' });
  const missing = fmt(folder, 'none.cfg');
  assert.match(missing.stderr, /^Could not read none\.cfg: there is no such file\./);
  assert.equal(missing.status, 3);
  assert.match(fmt(folder, 'notes.txt').stderr, /notes\.txt is left alone/);
  const nothing = fmt(folder, '.');
  assert.match(nothing.stderr, /cli\/nothing-to-format/);
  assert.equal(nothing.status, 3);
  assert.equal(fmt(folder).status, 2);
  assert.equal(fmt(folder, '--check', '--identity', '.').status, 2);
});
