import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Fault } from '../../src/base/fault.ts';
import { lookUpSecret } from '../../src/node/in-force/look-up-secret.ts';
import { type NodeForce, openInForce } from '../../src/node/in-force/open-in-force.ts';
import { writeWanted } from '../../src/node/in-force/write-wanted.ts';
import { forceFiles, makeNodeGround, type NodeGround } from '../support/node-in-force.ts';
import { VIP } from '../support/one-node-release.ts';

let ground: NodeGround;
let force: NodeForce;
let pem: string;

/** A certificate of this name with its key, as one file. */
function issue(path: string, name: string): void {
  const words = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj'.split(' ');
  const key = `${path}.key-of-${name}`;
  const certificate = execFileSync('openssl', [...words, `/CN=${name}`, '-keyout', key], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  writeFileSync(path, `${certificate.toString('utf8')}${readFileSync(key, 'utf8')}`, { mode: 0o600 });
}

async function served(): Promise<string> {
  const shown = await ground.space.run(
    'sh',
    '-c',
    `openssl s_client -connect ${VIP}:80 </dev/null 2>/dev/null | openssl x509 -noout -subject`,
  );
  return shown.trim().replace(/^.*CN *= */, '');
}

async function pid(): Promise<number | undefined> {
  return (await ground.serving()).guests.haproxy.pid;
}

describe('a certificate that was renewed on the disk', { concurrency: 1 }, () => {
  before(async () => {
    ground = await makeNodeGround(async (runDir) => {
      pem = join(runDir, 'site.pem');
      issue(pem, 'one');
      await writeWanted(runDir, forceFiles(runDir, { mode: 'http', bind: ` ssl crt ${pem}` }), lookUpSecret);
    });
    force = openInForce({ runDir: ground.runDir });
  });
  after(async () => await ground.end());

  it('is left alone while it is the one that HAProxy has loaded', async () => {
    const { how, steps } = await force.refreshCertificates();
    assert.deepEqual([how, steps], ['nothing', []]);
    assert.equal(await served(), 'one');
  });

  it('is given to the HAProxy that runs', async () => {
    const first = await pid();
    issue(pem, 'two');
    const { how, steps } = await force.refreshCertificates();
    assert.deepEqual([how, steps], ['runtime', [`replace certificate ${pem}`]]);
    assert.equal(await served(), 'two');
    assert.equal(await pid(), first);
    assert.equal((await force.refreshCertificates()).how, 'nothing');
  });

  it('is given anew when only its chain has changed', async () => {
    issue(`${pem}.chain`, 'authority');
    writeFileSync(pem, `${readFileSync(pem, 'utf8')}${readFileSync(`${pem}.chain`, 'utf8')}`);
    assert.equal((await force.refreshCertificates()).how, 'runtime');
    assert.match(await ground.tell(`show ssl cert ${pem}`), /Chain Subject: .*authority/);
    assert.equal((await force.refreshCertificates()).how, 'nothing');
  });

  it('is not taken when it is half written, and the one in force stays', async () => {
    copyFileSync(pem, `${pem}.whole`);
    writeFileSync(pem, readFileSync(pem, 'utf8').slice(0, 300));
    const fault = await force.refreshCertificates().catch((error: unknown) => error);
    assert.ok(fault instanceof Fault);
    assert.equal(fault.code, 'node/certificate-not-replaced');
    assert.equal(await served(), 'two');
    copyFileSync(`${pem}.whole`, pem);
    assert.equal((await force.refreshCertificates()).how, 'nothing');
  });

  it('comes by a reload when it is too long for the socket', async () => {
    const first = await pid();
    issue(pem, 'three');
    const comments = Array.from({ length: 400 }, () => `# ${'x'.repeat(60)}\n`).join('');
    writeFileSync(pem, `${readFileSync(pem, 'utf8')}${comments}`);
    const { how, notes } = await force.refreshCertificates();
    assert.equal(how, 'reload');
    assert.match(notes.join('\n'), /needs a message of/);
    assert.equal(await served(), 'three');
    assert.notEqual(await pid(), first);
    assert.equal((await force.refreshCertificates()).how, 'nothing');
  });
});
