import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { SiteView } from '../../src/node/status/site-view.ts';
import { buildPrograms } from '../support/build-programs.ts';
import { waitUntil } from '../support/wait-until.ts';

/* A pair is operated as docs/guides/operate.md tells: in a lab, with the real daemons, foundation and engines. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const dir = mkdtempSync('/tmp/holdfast-test-');
const name = `o${process.pid}`;
const spec = join(dir, 'holdfast.yaml');
const lab = ['--lab-name', name];
const WEB2 = '10.77.0.22:8080';
const WEB3 = 'web3: 10.77.0.23:8080';

function holdfast(...words: string[]) {
  return spawnSync(join(ROOT, 'bin/holdfast'), words, { encoding: 'utf8', cwd: dir, timeout: 90_000 });
}

/** What a command that must succeed has printed. */
function done(...words: string[]): string {
  const { status, stdout, stderr } = holdfast(...words, ...lab);
  assert.equal(status, 0, `${words.join(' ')}\n${stdout}${stderr}`);
  return stdout;
}

const view = () => JSON.parse(done('status', '-o', 'json')) as SiteView;

function until(what: string, condition: (seen: SiteView) => boolean): Promise<unknown> {
  return waitUntil(what, 30_000, () => condition(view()));
}

const holders = ({ vips }: SiteView) => vips['edge']?.holders.map(({ node }) => node);
const revisions = ({ members }: SiteView) => Object.values(members).map(({ release }) => release?.revision);

before(() => {
  writeFileSync(spec, readFileSync(join(ROOT, 'examples/web.yaml'), 'utf8'));
  buildPrograms();
  const { status, stderr } = holdfast('lab', 'up', '-f', spec, ...lab);
  assert.equal(status, 0, stderr);
});
after(() => {
  holdfast('lab', 'down', ...lab);
  rmSync(dir, { recursive: true, force: true });
});

describe('operating a pair', { timeout: 300_000 }, () => {
  it('status says in its first line that the site serves and could fail over', async () => {
    await until('the nodes hear each other', ({ redundancy }) => redundancy.level === 'full');
    assert.match(done('status'), /^web-edge: serving; lb[12] holds edge.*; redundancy full\n/);
    assert.match(done('history'), /^1 /m);
    assert.match(done('drift'), /^No drift/);
  });

  it('a server joins on both nodes without a reload, and the lab plays it', async () => {
    writeFileSync(spec, readFileSync(spec, 'utf8').replace(WEB3, `${WEB3}\n      web4: 10.77.0.24:8080`));
    const reloads = ({ nodes }: SiteView) => Object.values(nodes).map(({ guests }) => guests.haproxy.reloads);
    const before = reloads(view());
    assert.equal(holdfast('plan', ...lab, '--detailed-exitcode', '--out', 'tonight.plan').status, 2);
    assert.match(
      done('apply', 'tonight.plan', '--yes', '--note', 'web4 joins'),
      /Revision 2 is kept on lb\d and lb\d/,
    );
    await until('web4 is up', ({ pools }) => pools['web']?.servers['web4']?.state === 'up');
    assert.deepEqual(reloads(view()), before);
    const again = holdfast('apply', 'tonight.plan', '--yes', ...lab);
    assert.equal(again.status, 1);
    assert.match(again.stderr, /what is in force on the nodes is not what it was/);
    assert.match(done('apply', '--yes'), /nothing to do/);
  });

  it('an apply that nobody confirms is taken back, one that is confirmed stays', async () => {
    writeFileSync(spec, readFileSync(spec, 'utf8').replace(WEB2, '{ address: 10.77.0.22:8080, weight: 5 }'));
    const undone = holdfast('apply', '--yes', '--confirm', '2s', '--wait', ...lab);
    assert.equal(undone.status, 1, undone.stderr);
    assert.match(undone.stdout, /node\/not-confirmed/);
    assert.match(
      done('apply', '--yes', '--confirm', '60s'),
      /unless you keep it:\n {2}holdfast confirm.*\n$/,
    );
    assert.equal(view().apply?.stage, 'unconfirmed');
    assert.match(done('confirm'), /Revision 3 is kept/);
    await until('both nodes have it', (seen) => revisions(seen).every((number) => number === 3));
    const nothing = holdfast('confirm', ...lab);
    assert.equal(nothing.status, 1);
    assert.match(nothing.stderr, /node\/nothing-to-confirm/);
  });

  it('a server is drained with who and why, over a switchover, and comes back', async () => {
    done('server', 'drain', 'web/web1', '--reason', 'kernel update', '--for', '2h');
    const [from] = holders(view()) ?? [];
    const to = from === 'lb1' ? 'lb2' : 'lb1';
    assert.match(done('switchover', 'edge', '--to', to, '--yes'), new RegExp(`moved from ${from} to ${to}`));
    await until('the new holder is seen', (seen) => holders(seen)?.join(' ') === to);
    await until('it drains there too', ({ pools }) => pools['web']?.servers['web1']?.state === 'drain');
    assert.match(done('status'), /^web\/web1 .* drain by .* \(kernel update\)$/m);
    done('server', 'ready', 'web/web1');
    await until('it is up', ({ pools }) => pools['web']?.servers['web1']?.state === 'up');
    const unknown = holdfast('server', 'drain', 'web/web9', ...lab);
    assert.equal(unknown.status, 1);
    assert.match(unknown.stderr, /did you mean "web1"/);
  });

  it('rollback puts a former revision in force, and history tells it', () => {
    assert.match(done('rollback', '2', '--yes'), /Revision 4 is kept/);
    assert.match(done('history'), /^4 .* rollback to revision 2$/m);
  });

  it('pause and resume are seen by everybody', async () => {
    done('pause', '--reason', 'cabling');
    await until('both are paused', ({ members }) =>
      Object.values(members).every(({ paused }) => paused !== undefined),
    );
    assert.match(done('status'), /is paused by .* \(cabling\)/);
    done('resume');
    await until('none is', ({ members }) =>
      Object.values(members).every(({ paused }) => paused === undefined),
    );
  });

  it('events of both nodes tell all that, by time', () => {
    const events = JSON.parse(done('events', '-o', 'json', '--limit', '1000')) as {
      at: string;
      node: string;
      kind: string;
    }[];
    assert.deepEqual([...new Set(events.map(({ node }) => node))].sort(), ['lb1', 'lb2']);
    assert.ok(events.some(({ kind }) => kind === 'apply-kept'));
    assert.match(done('logs', 'lb1', '--of', 'node'), /daemon-started/);
  });

  it('when no daemon answers the lab is looked at from outside, and that is said', async () => {
    const pids = Object.entries(view().members).map(([node, { daemon }]) => [node, daemon?.pid] as const);
    for (const [node, pid] of pids) {
      writeFileSync(join(`/tmp/holdfast-${process.getuid?.()}`, name, node, 'hold'), '');
      holdfast('lab', 'exec', ...lab, node, '--', 'kill', '-9', String(pid));
    }
    const { status, stdout, stderr } = holdfast('status', ...lab);
    assert.equal(status, 0, stderr);
    assert.match(stderr, /No daemon answers in the lab/);
    assert.match(stdout, /^edge +10\.77\.0\.100 +lb[12] /m);
  });
});
