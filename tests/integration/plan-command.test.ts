import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Plan } from '../../src/release/plan/plan.ts';
import { readPlanFile, whyStale } from '../../src/release/plan/plan-file.ts';
import { buildPrograms } from '../support/build-programs.ts';

/* `holdfast plan` as people call it: against a spec, rendered files, and a lab with the real foundation and engines. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const dir = mkdtempSync('/tmp/holdfast-test-');
const spec = join(dir, 'web.yaml');
const example = readFileSync(join(ROOT, 'examples/web.yaml'), 'utf8');
const PASSWORD = 'never-shown';

function holdfast(...words: string[]) {
  return spawnSync(join(ROOT, 'bin/holdfast'), words, {
    encoding: 'utf8',
    cwd: dir,
    timeout: 60_000,
    env: { ...process.env, STATS_PASSWORD: PASSWORD },
  });
}

function changed(from: string, to: string): string {
  const file = join(dir, 'changed.yaml');
  assert.ok(example.includes(from));
  writeFileSync(file, readFileSync(spec, 'utf8').replace(from, to));
  return file;
}

function planned(...words: string[]): Plan {
  const { status, stdout, stderr } = holdfast('plan', '-o', 'json', ...words);
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as Plan;
}

const WEB3 = 'web3: 10.77.0.23:8080';
const WITH_WEB4 = `${WEB3}\n      web4: 10.77.0.24:8080`;
const ADDED = 'pool web: server web4 10.77.0.24:8080 is added';

before(() => {
  writeFileSync(
    spec,
    `${example}\nstats: { listen: 8404, user: admin, password: { env: STATS_PASSWORD } }\n`,
  );
});
after(() => rmSync(dir, { recursive: true, force: true }));

describe('holdfast plan --from', () => {
  it('compares with another spec, and shows impact, words, diff and the place in the spec', () => {
    const { status, stdout } = holdfast('plan', '-f', changed(WEB3, WITH_WEB4), '--from', spec);
    assert.equal(status, 0);
    assert.match(stdout, /^web-edge: 1 change; impact: runtime \(no reload\)\n/);
    assert.ok(stdout.includes(`${ADDED} (lb1, lb2)`), stdout);
    assert.match(stdout, /^lb1\/haproxy\.cfg, lb2\/haproxy\.cfg$/m);
    assert.match(stdout, /^\+ +server web4 10\.77\.0\.24:8080 weight 1 +# .*changed\.yaml:26:13$/m);
  });

  it('compares with files that render wrote, and finds nothing to do where nothing differs', () => {
    assert.equal(holdfast('render', '-f', spec, '-o', 'rendered').status, 0);
    const same = holdfast('plan', '-f', spec, '--from', 'rendered', '--detailed-exitcode');
    assert.equal(same.status, 0, same.stderr);
    assert.match(same.stdout, /^web-edge: nothing to do; sha256:[0-9a-f]{64} is in force\.\n$/);
    const other = holdfast(
      'plan',
      '-f',
      changed('50ms', '500ms'),
      '--from',
      'rendered',
      '--detailed-exitcode',
    );
    assert.equal(other.status, 2, other.stderr);
    assert.match(other.stdout, /VIP edge: seconds between adverts 0\.05 becomes 0\.5/);
  });

  it('keeps the router id that is in force when the names change it is derived from', () => {
    const plan = planned('-f', changed('name: web-edge', 'name: other-edge'), '--from', spec);
    assert.deepEqual(
      plan.changes.map(({ impact, text }) => [impact, text]),
      [
        ['reload', 'site web-edge becomes other-edge'],
        ['none', 'blank lines and comments of haproxy.cfg differ'],
        ['none', 'blank lines and comments of keepalived.conf differ'],
      ],
    );
  });

  it('writes the plan with its inputs, so that who reads it sees when they changed', () => {
    const file = changed(WEB3, WITH_WEB4);
    const out = join(dir, 'plan.json');
    assert.equal(holdfast('plan', '-f', file, '--from', spec, '--out', out).status, 0);
    const kept = readPlanFile(readFileSync(out, 'utf8'));
    assert.ok(kept !== undefined);
    assert.equal(kept.plan.changes[0]?.text, ADDED);
    assert.deepEqual(whyStale(kept, kept.inputs), []);
    assert.equal(
      holdfast('plan', '-f', changed(WEB3, WITH_WEB4.replace('0.24', '0.25')), '--from', spec, '--out', out)
        .status,
      0,
    );
    const next = readPlanFile(readFileSync(out, 'utf8'));
    assert.deepEqual(whyStale(kept, next!.inputs), [
      `the spec ${file} was changed`,
      'the spec gives other files now',
    ]);
  });

  it('tells what is wrong with its words: 2 for usage, 1 for a bad spec, 3 for what cannot be read', () => {
    const nobody = holdfast('plan', '-f', spec, '--socket', join(dir, 'none.sock'));
    assert.equal(nobody.status, 3);
    assert.match(nobody.stderr, /cli\/no-daemon[\s\S]*--lab/);
    assert.equal(holdfast('plan', '-f', spec, '--from', spec, '--lab').status, 2);
    assert.equal(holdfast('plan', '-f', changed('listen: 80', 'lissten: 80'), '--from', spec).status, 1);
    const none = holdfast('plan', '-f', spec, '--from', dir);
    assert.equal(none.status, 3);
    assert.match(none.stderr, /release\/nothing-in-force[\s\S]*holdfast render -o DIR/);
    assert.equal(holdfast('plan', '-f', spec, '--from', spec, '--out', '/nowhere/plan').status, 3);
  });
});

describe('holdfast plan --lab', { timeout: 120_000 }, () => {
  const name = `p${process.pid}`;
  const lab = ['--lab-name', name];

  before(() => {
    buildPrograms();
    const up = holdfast('lab', 'up', '-f', spec, ...lab);
    assert.equal(up.status, 0, up.stderr);
  });
  after(() => holdfast('lab', 'down', ...lab));

  it('finds nothing to do for the spec that the lab runs, secrets included', () => {
    const plan = planned('-f', spec, ...lab);
    assert.deepEqual(plan.changes, []);
    assert.equal(plan.before, plan.after);
  });

  it('tells what a change would do to what is in force, with places in both specs', () => {
    const plan = planned('-f', changed('web2: 10.77.0.22:8080', 'web2: 10.77.0.29:8080'), ...lab);
    assert.deepEqual(
      plan.changes.map(({ impact, text, nodes }) => [impact, text, nodes]),
      [['runtime', 'pool web: server web2 moves from 10.77.0.22:8080 to 10.77.0.29:8080', ['lb1', 'lb2']]],
    );
    const lines = plan.files[0]?.hunks.flatMap((hunk) => hunk.lines).filter(({ sign }) => sign !== ' ');
    assert.deepEqual(
      lines?.map(({ sign, origin }) => [sign, origin?.line]),
      [
        ['-', 24],
        ['+', 24],
      ],
    );
    assert.equal(lines?.[1]?.origin?.path, join(dir, 'changed.yaml'));
  });

  it('knows who holds the VIP: fail-back to the node that has it already moves nothing', () => {
    const status = JSON.parse(holdfast('status', '-o', 'json', ...lab).stdout);
    const holder: string = status.vips.edge.holders[0].node;
    const plan = planned('-f', changed('failback: manual', 'failback: automatic'), ...lab);
    assert.equal(plan.impact, holder === 'lb1' ? 'reload' : 'vip-moves');
  });

  it('shows a change that somebody made by hand on one node, and never a password', () => {
    const file = join(`/tmp/holdfast-${process.getuid?.() ?? 0}`, name, 'lb2/active/haproxy.cfg');
    const text = readFileSync(file, 'utf8');
    assert.ok(text.includes(PASSWORD), 'the file in force holds the password');
    writeFileSync(
      file,
      text.replace('weight 1', 'weight 7').replace('stats auth admin:', 'stats auth root:'),
    );
    const { stdout } = holdfast('plan', '-f', spec, '-o', 'json', ...lab);
    writeFileSync(file, text);
    const plan = JSON.parse(stdout) as Plan;
    assert.deepEqual(
      plan.changes.map((change) => [change.impact, change.nodes]),
      [
        ['reload', ['lb2']],
        ['runtime', ['lb2']],
      ],
    );
    assert.match(stdout, /server web1: weight 7 becomes 1/);
    assert.match(stdout, /stats auth root:<secret in force>/);
    assert.ok(!stdout.includes(PASSWORD));
  });

  it('says that no lab runs, where none does', () => {
    const { status, stderr } = holdfast('plan', '-f', spec, '--lab-name', `${name}x`);
    assert.equal(status, 3);
    assert.match(stderr, /lab\/not-running/);
  });
});
