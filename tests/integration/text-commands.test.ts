import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Command } from 'commander';
import { Fault } from '../../src/base/fault.ts';
import { addExplainCommand } from '../../src/cli/explain.ts';
import { addInitCommand } from '../../src/cli/init.ts';
import { addRenderCommand } from '../../src/cli/render.ts';
import { addSchemaCommand } from '../../src/cli/schema.ts';
import { addValidateCommand } from '../../src/cli/validate.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-text-'));
after(() => rmSync(folder, { recursive: true }));
const example = join(import.meta.dirname, '../../examples/web.yaml');

/** Runs one command in this process; its streams are caught, its exit code is given back and forgotten. */
function run(...words: string[]): { out: string; err: string; code: number } {
  const program = new Command('holdfast').exitOverride();
  for (const add of [
    addExplainCommand,
    addInitCommand,
    addRenderCommand,
    addSchemaCommand,
    addValidateCommand,
  ])
    add(program);
  let [out, err] = ['', ''];
  const [stdout, stderr] = [process.stdout.write, process.stderr.write];
  process.stdout.write = (text) => Boolean((out += String(text)));
  process.stderr.write = (text) => Boolean((err += String(text)));
  try {
    program.parse(words, { from: 'user' });
    return { out, err, code: Number(process.exitCode ?? 0) };
  } finally {
    process.stdout.write = stdout;
    process.stderr.write = stderr;
    process.exitCode = 0;
  }
}

function broken(name: string, from: string, to: string): string {
  const file = join(folder, name);
  writeFileSync(file, readFileSync(example, 'utf8').replace(from, to));
  return file;
}

test('a good spec: nothing on stdout, words on stderr, exit 0', () => {
  const { out, err, code } = run('validate', '-f', example);
  assert.deepEqual([out, code], ['', 0]);
  assert.match(err, /no problems; site web-edge has 2 nodes, 1 VIP, 1 service, 1 pool/);
});

test('problems go to stdout, and the exit code is 1', () => {
  const file = broken('bad.yaml', 'listen: 80', 'listen: 80, modde: http');
  const { out, code } = run('validate', '-f', file);
  assert.match(
    out,
    /^\S+bad\.yaml:\d+:\d+ {2}error {2}spec\/unknown-key\n {2}The key "modde".*\n {2}Fix: did you mean "mode"/,
  );
  assert.equal(code, 1);
});

test('as JSON the problems are an array of flat objects', () => {
  const file = broken('bad.yaml', 'version: 1', 'version: 7');
  const [first] = JSON.parse(run('validate', '-f', file, '-o', 'json').out) as Record<string, unknown>[];
  assert.deepEqual(Object.keys(first ?? {}).toSorted(), [
    'code',
    'column',
    'line',
    'message',
    'path',
    'remedy',
    'severity',
  ]);
  assert.deepEqual(JSON.parse(run('validate', '-f', example, '-o', 'json').out), []);
});

test('warnings count only when asked', () => {
  const file = broken('warn.yaml', '  lb2: { address: 10.77.0.12, interface: eth0 }\n', '');
  assert.equal(run('validate', '-f', file).code, 0);
  assert.equal(run('validate', '-f', file, '--fail-on', 'warning').code, 1);
});

test('a spec that is not there, or is a directory, is a fault with a remedy', () => {
  for (const file of [join(folder, 'none.yaml'), folder]) {
    assert.throws(
      () => run('validate', '-f', file),
      (error) => error instanceof Fault && error.code === 'cli/no-spec-file' && error.remedy !== '',
    );
  }
});

test('an endless file is refused at once', () => {
  const { out, code } = run('validate', '-f', '/dev/zero');
  assert.match(out, /spec\/too-large/);
  assert.equal(code, 1);
});

test('init writes a valid spec and never over another', () => {
  const file = join(folder, 'new.yaml');
  assert.equal(run('init', '-f', file).code, 0);
  assert.equal(run('validate', '-f', file, '--fail-on', 'warning').code, 0);
  writeFileSync(file, 'mine');
  assert.throws(
    () => run('init', '-f', file),
    (error) => error instanceof Fault && error.code === 'cli/file-exists',
  );
  assert.equal(readFileSync(file, 'utf8'), 'mine');
});

test('init --preset wazuh writes a valid spec, from which agents are told where to report to', () => {
  const file = join(folder, 'wazuh.yaml');
  assert.equal(run('init', '--preset', 'wazuh', '-f', file).code, 0);
  assert.equal(run('validate', '-f', file, '--fail-on', 'warning').code, 0);
  const addressesOf = ({ out }: { out: string }) =>
    [...out.matchAll(/<address>(.*)<\/address>/g)].map(([, address]) => address);
  const agent = (...words: string[]) => run('render', '-f', file, '--for', 'agent', ...words);
  assert.deepEqual(addressesOf(agent()), ['10.77.0.100']);
  assert.match(agent().err, /ossec\.conf/);
  assert.deepEqual(addressesOf(agent('--way', 'failover', '--first', 'worker2')), [
    '10.77.0.23',
    '10.77.0.21',
    '10.77.0.22',
  ]);
  for (const [spec, ...words] of [[file, '--first', 'worker9'], [example]] as const) {
    assert.throws(
      () => run('render', '-f', spec, '--for', 'agent', ...words),
      (error) => error instanceof Fault && error.code === 'cli/nothing-for-agents',
    );
  }
});

test('options of an agent and of a node are not mixed', () => {
  for (const words of [
    ['--for', 'agent', '--node', 'lb1'],
    ['--way', 'failover'],
    ['--first', 'm'],
  ]) {
    assert.throws(() => run('render', '-f', example, ...words), { exitCode: 2 });
  }
});

test('schema prints JSON Schema', () => {
  assert.equal(typeof JSON.parse(run('schema').out), 'object');
});

test('explain knows a code with or without its room, and guesses at a slip', () => {
  assert.match(run('explain', 'spec/vip-outside-subnet').out, /^# spec\/vip-outside-subnet\n/);
  assert.match(run('explain', 'vip-is-not').out, /^$/);
  assert.match(run('explain', 'unused-pool').out, /^# spec\/unused-pool\n/);
  const both = run('explain', 'vip-outside-subnet').out;
  assert.match(
    both,
    /^# pair\/vip-outside-subnet\n[^]*\n# spec\/vip-outside-subnet\n/,
    'a name in two rooms',
  );
  const slip = run('explain', 'spec/vip-outside-subnett');
  assert.match(slip.err, /Did you mean spec\/vip-outside-subnet\?/);
  assert.equal(slip.code, 2);
  assert.equal(run('explain', '../../package').code, 2);
  assert.match(run('explain').out, /spec\/unknown-key\n/);
});
