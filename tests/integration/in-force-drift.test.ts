import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Fault } from '../../src/base/fault.ts';
import { lookUpSecret } from '../../src/node/in-force/look-up-secret.ts';
import { type NodeForce, openInForce } from '../../src/node/in-force/open-in-force.ts';
import { writeWanted } from '../../src/node/in-force/write-wanted.ts';
import type { ReleaseFile } from '../../src/release/release.ts';
import { forceFiles, makeNodeGround, type NodeGround } from '../support/node-in-force.ts';
import { webSite } from '../support/web-site.ts';

let ground: NodeGround;
let force: NodeForce;
let files: readonly ReleaseFile[];

const SERVERS = ['s1 127.0.0.1:9001 weight 3', 's2 127.0.0.1:9002'];

function withSecret(runDir: string): readonly ReleaseFile[] {
  const secret = { file: `${runDir}/password` };
  return forceFiles(runDir, { servers: SERVERS }).map((file) =>
    file.path === 'keepalived.conf'
      ? {
          ...file,
          text: file.text.replace(
            '  router_id lb1',
            `  router_id lb1\n  smtp_helo_name <secret file:${secret.file}>`,
          ),
          mode: 0o600,
          secrets: [secret],
        }
      : file,
  );
}

describe('what is in force is seen', { concurrency: 1 }, () => {
  before(async () => {
    ground = await makeNodeGround(async (runDir) => {
      writeFileSync(join(runDir, 'password'), 'geheim77\n', { mode: 0o600 });
      files = withSecret(runDir);
      await writeWanted(runDir, files, lookUpSecret);
    });
    force = openInForce({ runDir: ground.runDir });
  });
  after(async () => await ground.end());

  it('shows the files with secrets as references, and no drift', async () => {
    const shown = await force.filesInForce(files);
    assert.deepEqual(
      shown,
      files.map(({ path, text }) => ({ path, text })),
    );
    assert.match(readFileSync(join(ground.runDir, 'active/keepalived.conf'), 'utf8'), /geheim77/);
    assert.deepEqual(await force.observeDrift(files), { why: undefined, files: [], runtime: [] });
  });

  it('shows a line that somebody edited by hand, as a diff', async () => {
    const path = join(ground.runDir, 'active/haproxy.cfg');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace('timeout client 20s', 'timeout client 99s'));
    const drift = await force.observeDrift(files);
    assert.equal(drift.files.length, 1);
    assert.match(drift.files[0]?.patch ?? '', /^-\s+timeout client 20s\n\+\s+timeout client 99s$/m);
    assert.equal((await force.healRuntime(files)).failure, 'another haproxy.cfg is in force');
    const { pid } = (await ground.serving()).guests.haproxy;
    await force.putInForce(files);
    assert.equal(readFileSync(path, 'utf8'), text);
    assert.deepEqual(await force.observeDrift(files), { why: undefined, files: [], runtime: [] });
    assert.equal((await ground.serving()).guests.haproxy.pid, pid, 'it never read the edited file');
  });

  it('finds what HAProxy was told by hand, and tells it what its file says', async () => {
    await ground.tell('set server web/s1 weight 9');
    await ground.tell('set server web/s2 state maint');
    await ground.tell('set maxconn global 77');
    const { runtime } = await force.observeDrift(files);
    assert.deepEqual(runtime, [
      'limit this HAProxy to 1000 sessions',
      'change the weight of server web/s1 from 9 to 3',
      'put server web/s2 back to work',
    ]);
    const { says, failure } = await force.healRuntime(files);
    assert.equal(failure, undefined);
    assert.deepEqual(says, runtime);
    assert.deepEqual((await force.observeDrift(files)).runtime, []);
    assert.deepEqual((await force.healRuntime(files)).says, []);
  });

  it('tells of files that wait for the next start of the foundation, and the next call takes them away', async () => {
    const path = join(ground.runDir, 'release/haproxy.cfg');
    writeFileSync(path, `${readFileSync(path, 'utf8')}# more\n`);
    assert.match((await force.observeDrift(files)).runtime.join('\n'), /other files than these are wanted/);
    assert.equal((await force.putInForce(files)).how, 'nothing');
    assert.deepEqual(await force.observeDrift(files), { why: undefined, files: [], runtime: [] });
  });

  it('asks the engines about files without taking them into force, and tells the place in the spec', async () => {
    const before = await ground.status();
    await force.validate(forceFiles(ground.runDir, { servers: SERVERS, ports: [80, 8099] }), webSite());
    const bad = forceFiles(ground.runDir, { more: '  no-such-word here\n' }).map((file) => {
      const origins = file.text
        .split('\n')
        .map((line) => (line.includes('no-such-word') ? 'pools/web/servers/web1' : undefined));
      return { ...file, origins };
    });
    const fault = await force.validate(bad, webSite()).then(
      () => assert.fail('it should have been refused'),
      (error: unknown) => error,
    );
    assert.ok(fault instanceof Fault);
    assert.equal(fault.code, 'foundation/release-refused');
    assert.match(fault.evidence, /^web\.yaml:19:7 {2}HAProxy says of line .*no-such-word/);
    assert.match(fault.evidence, /haproxy -c: /);
    const now = await ground.status();
    assert.deepEqual(now.guests.haproxy, before.guests.haproxy);
    assert.deepEqual(now.listeners, before.listeners);
    assert.deepEqual(await force.observeDrift(files), { why: undefined, files: [], runtime: [] });
  });

  it('tells no password that an engine quotes', async () => {
    const secret = { file: `${ground.runDir}/password` };
    const bad = forceFiles(ground.runDir, { more: `  <secret file:${secret.file}>\n` }).map((file) => ({
      ...file,
      secrets: [secret],
    }));
    const fault = await force.validate(bad, webSite()).catch((error: unknown) => error);
    assert.ok(fault instanceof Fault);
    assert.equal(fault.code, 'foundation/release-refused');
    assert.match(fault.evidence, /unknown keyword '<secret file:/);
    assert.doesNotMatch(`${fault.message}${fault.evidence}`, /geheim77/);
    const again = await force.putInForce(bad).catch((error: unknown) => error);
    assert.ok(again instanceof Fault);
    assert.match(again.evidence, /unknown keyword/);
    assert.doesNotMatch(`${again.message}${again.evidence}`, /geheim77/);
  });

  it('changes nothing when a secret is missing', async () => {
    const before = await ground.status();
    const text = '<secret env:HF_NOT_THERE>';
    const without = files.map((file) =>
      file.path === 'keepalived.conf' ? { ...file, text: `${file.text}# ${text}\n` } : file,
    );
    const fault = await force.putInForce(without).catch((error: unknown) => error);
    assert.equal(fault instanceof Fault && fault.code, 'release/secret-missing');
    assert.deepEqual((await ground.status()).guests, before.guests);
  });
});
