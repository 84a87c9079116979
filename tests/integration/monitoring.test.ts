import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { METRICS } from '../../src/node/metrics/metric-catalogue.ts';
import { dashboardQueries, metricsIn, RULE_TESTS_FILE, RULES_FILE } from '../support/alert-rules.ts';
import { askUnix } from '../support/ask-unix.ts';
import { buildPrograms } from '../support/build-programs.ts';
import { waitUntil } from '../support/wait-until.ts';

/* What monitoring sees of a real lab: metrics that promtool takes, checks with their exit codes, the report. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PATH = `${join(ROOT, 'node_modules/.bin')}:${process.env['PATH']}`;

/** As docs/guides/monitoring.md says it. */
const METRICS_SERVICE =
  '  metrics: { vip: edge, listen: 9101, mode: http, pool: web, allow: [10.77.0.0/24], raw: { haproxy: http-request use-service prometheus-exporter } }';

function promtool(args: readonly string[], input = '') {
  const ran = spawnSync('promtool', args, { encoding: 'utf8', input, env: { ...process.env, PATH } });
  assert.equal(ran.error, undefined, 'promtool is needed here: make setup-test');
  return { status: ran.status, words: ran.stdout + ran.stderr };
}

describe('the alert rules', () => {
  it('are taken by promtool, and fire as their tests say', () => {
    const checked = promtool(['check', 'rules', RULES_FILE]);
    assert.equal(checked.status, 0, checked.words);
    const tested = promtool(['test', 'rules', RULE_TESTS_FILE]);
    assert.equal(tested.status, 0, tested.words);
  });
});

describe('the dashboard', () => {
  const home = mkdtempSync('/tmp/holdfast-test-');
  after(() => rmSync(home, { recursive: true, force: true }));

  it('has queries that promtool takes', () => {
    const rules = dashboardQueries().map((expr, index) => ({ record: `query:${index}`, expr }));
    const file = join(home, 'queries.json');
    writeFileSync(file, JSON.stringify({ groups: [{ name: 'dashboard', rules }] }));
    const checked = promtool(['check', 'rules', file]);
    assert.equal(checked.status, 0, checked.words);
  });
});

describe('a lab that is watched', { timeout: 180_000 }, () => {
  const home = mkdtempSync('/tmp/holdfast-test-');
  const name = `m${process.pid}`;
  const dir = `/tmp/holdfast-${process.getuid?.()}/${name}`;
  const spec = join(home, 'web.yaml');
  const holdfast = (...words: string[]) =>
    spawnSync(join(ROOT, 'bin/holdfast'), words, { encoding: 'utf8', cwd: home, timeout: 60_000 });
  const check = (...words: string[]) => {
    const { status, stdout } = holdfast('check', ...words);
    return { status, line: stdout.split('\n')[0] ?? '' };
  };
  const socket = (node: string) => `${dir}/${node}/node.sock`;
  const inside = (node: string, script: string) =>
    holdfast('lab', 'exec', '--lab-name', name, node, '--', 'sh', '-c', script).stdout.trim();
  /** The process whose words begin so; the brackets keep the shell that looks from finding itself. */
  const pidOf = (member: string, words: string) => {
    const script = `for p in /proc/[0-9]*; do tr "\\0" " " <$p/cmdline | grep -q "[${words[0]}]${words.slice(1)} " && echo \${p#/proc/}; done`;
    return inside(member, script);
  };

  before(() => {
    buildPrograms();
    const example = readFileSync(join(ROOT, 'examples/web.yaml'), 'utf8');
    writeFileSync(spec, example.replace('services:\n', `services:\n${METRICS_SERVICE}\n`));
    const { status, stderr } = holdfast('lab', 'up', '-f', spec, '--lab-name', name);
    assert.equal(status, 0, stderr);
  });
  after(() => {
    holdfast('lab', 'down', '--lab-name', name);
    rmSync(home, { recursive: true, force: true });
  });

  const scrape = (node: string) => {
    const curl = ['-s', '--unix-socket', socket(node), 'http://localhost/metrics'];
    return spawnSync('curl', curl, { encoding: 'utf8' }).stdout;
  };

  it('has metrics that promtool takes, and every one that its catalogue promises', () => {
    for (const node of ['lb1', 'lb2']) {
      const text = scrape(node);
      const { status, words } = promtool(['check', 'metrics'], text);
      assert.equal(status, 0, words);
      const sometimes = new Set([
        'holdfast_findings',
        'holdfast_vip_held_since_timestamp_seconds',
        'holdfast_apply_started_timestamp_seconds',
        'holdfast_notifications_total',
        'holdfast_api_refused_total',
        'holdfast_api_answers_total',
      ]);
      // Of pools with `rebalance`, of nginx (nginx-shown.test.ts) and of a Wazuh cluster, which this site does not have.
      const isElsewhere = (one: string) => /^holdfast_(wazuh|balance|nginx)_/.test(one);
      for (const metric of Object.keys(METRICS).filter((one) => !sometimes.has(one) && !isElsewhere(one)))
        assert.match(text, new RegExp(`^${metric}(?:\\{| )`, 'm'), metric);
    }
  });

  it('has two nodes that say the same of who holds the VIP', () => {
    const held = (node: string) => scrape(node).match(/^holdfast_vip_holder\{.*\} 1$/gm);
    assert.deepEqual(held('lb1'), ['holdfast_vip_holder{vip="edge",node="lb1"} 1']);
    assert.deepEqual(held('lb2'), held('lb1'));
  });

  it('has HAProxy’s own figures on a port of the VIP, and those that the dashboard asks for are among them', () => {
    const text = inside('client', 'curl -s http://10.77.0.100/; curl -s http://10.77.0.100:9101/metrics');
    const asked = dashboardQueries()
      .flatMap(metricsIn)
      .filter((one) => one.startsWith('haproxy_'));
    assert.ok(asked.length > 4);
    for (const metric of asked) assert.match(text, new RegExp(`^${metric}(?:\\{| )`, 'm'), metric);
  });

  it('is checked from the holder and from the standby alike', () => {
    for (const node of ['lb1', 'lb2']) {
      const { status, line } = check('vip', 'edge', '--socket', socket(node));
      assert.equal(status, 0, line);
      assert.match(line, /^VIP OK - edge held by lb1.* \| 'holders'=1;1:1;1:1;0 'fit'=2;2:;1:;0;2/);
    }
    const { status, line } = check('--lab-name', name);
    assert.equal(status, 0, line);
    assert.match(line, /^HOLDFAST OK - serving; lb1 holds edge/);
  });

  it('answers 3 to a question that is wrong, in one line, and 0 to a question for help', () => {
    const wrong = [
      ['vip', 'edge1', '--lab-name', name],
      ['bogus'],
      ['vip', '--no-such-option'],
      ['pool', '-w', 'many'],
      ['release', '-w', '2'],
      ['pool', '-w', '1', '-c', '2'],
      ['vip', '--timeout', 'soon'],
      ['vip', '--lab-name', 'no-such-lab'],
      ['vip', 'a', 'b', 'c'],
    ];
    for (const words of wrong) {
      const { status, line } = check(...words);
      assert.equal(status, 3, `${words.join(' ')}: ${line}`);
      assert.match(line, /^[A-Z]+ UNKNOWN - /);
    }
    assert.equal(check('--help').status, 0);
  });

  it('is critical when no daemon is there', () => {
    const { status, line } = check('vip', '--socket', join(home, 'nobody.sock'));
    assert.equal(status, 2);
    assert.match(line, /^VIP CRITICAL - No node daemon answers at unix:.*nobody\.sock/);
  });

  it('is critical when the daemon hangs, within the time that was given', () => {
    const daemon = pidOf('lb2', 'node.mjs --node lb2');
    assert.match(daemon, /^\d+$/);
    inside('lb2', `kill -STOP ${daemon}`);
    try {
      const begun = Date.now();
      const { status, line } = check('vip', '--socket', socket('lb2'), '--timeout', '1s');
      assert.equal(status, 2, line);
      assert.match(line, /^VIP CRITICAL - no answer within 1 s/);
      assert.ok(Date.now() - begun < 20_000);
    } finally {
      inside('lb2', `kill -CONT ${daemon}`);
    }
  });

  it('warns of a server that is down, and counts from the limit that is given', async () => {
    const first = pidOf('web1', 'http-echo.mjs --name web1');
    assert.match(first, /^\d+$/);
    inside('web1', `kill -STOP ${first}`);
    try {
      await waitUntil('a warning', 30_000, () => check('pool', 'web', '--lab-name', name).status === 1);
      assert.match(check('pool', 'web', '--lab-name', name).line, /^POOL WARNING - web .*down/);
      assert.equal(check('pool', 'web', '-w', '1', '--lab-name', name).status, 0);
      assert.equal(check('pool', 'web', '-c', '3', '-w', '3', '--lab-name', name).status, 2);
    } finally {
      inside('web1', `kill -CONT ${first}`);
    }
    await waitUntil('all is well', 30_000, () => check('pool', 'web', '--lab-name', name).status === 0);
  });

  it('has a report that tells what happened, with a journal that is whole', () => {
    const { status, stdout } = holdfast('report', '--lab-name', name, '-o', 'json');
    assert.equal(status, 0);
    const report = JSON.parse(stdout);
    assert.equal(report.verdict, 'serving');
    assert.deepEqual(report.vips[0].holders, ['lb1']);
    assert.deepEqual(report.journal.broken, []);
    assert.ok(report.journal.records > 2);
    assert.ok(report.events.counts.some(({ kind }: { kind: string }) => kind === 'server-down'));
    assert.deepEqual(
      report.drift.nodes.map(({ files }: { files: unknown[] }) => files.length),
      [0, 0],
    );
    const file = join(home, 'report.html');
    const { stderr } = holdfast('report', '--lab-name', name, '-o', 'html', '--out', file);
    assert.match(stderr, /web-edge: serving/);
    assert.match(readFileSync(file, 'utf8'), /^<!doctype html>[^]*<\/html>\n$/);
  });

  it('tells of a journal that was changed', async () => {
    const journal = inside('lb1', `ls ${dir}/lb1/state/journal/*.jsonl`).split('\n')[0] ?? '';
    const lines = readFileSync(journal, 'utf8').split('\n');
    lines[0] = lines[0]!.replace('the daemon', 'a daemon');
    writeFileSync(journal, lines.join('\n'));
    const answer = JSON.parse((await askUnix(socket('lb1'), 'GET', '/api/v1/journal')).text) as {
      broken: { line: number }[];
    };
    assert.deepEqual(
      answer.broken.map(({ line }) => line),
      [1],
    );
  });
});
