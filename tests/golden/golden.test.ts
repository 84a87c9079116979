import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { compileRelease } from '../../src/release/compile-release.ts';
import { fillSecrets, quoteFor } from '../../src/release/fill-secrets.ts';
import type { Release, ReleaseFile } from '../../src/release/release.ts';
import { listenersOf } from '../../src/site/listeners.ts';
import { askHaproxy, askKeepalived, askNginx, needCommands } from '../support/engines-accept.ts';
import { CERTIFICATE, ERROR_PAGE, GOLDEN_CASES, type GoldenCase } from './sites.ts';

/** Expected files lie in tests/golden/NAME/NODE/FILE; UPDATE_GOLDEN=1 writes them anew. */
const isUpdate = process.env['UPDATE_GOLDEN'] === '1';
const work = mkdtempSync(join(tmpdir(), 'holdfast-golden-'));

before(() => {
  needCommands({
    haproxy: 'haproxy',
    keepalived: 'keepalived',
    nginx: 'nginx-light',
    ip: 'iproute2',
    unshare: 'util-linux',
    openssl: 'openssl',
  });
  makeCertificate(join(work, 'site.pem'));
  writeFileSync(join(work, '503.http'), 'HTTP/1.0 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n');
});

after(() => rmSync(work, { recursive: true, force: true }));

for (const golden of GOLDEN_CASES) {
  describe(golden.name, () => {
    const release = compiled(golden);

    test('gives the expected files', () => {
      for (const file of release.files) {
        const expected = join(import.meta.dirname, golden.name, file.node, file.path);
        if (isUpdate) {
          mkdirSync(dirname(expected), { recursive: true });
          writeFileSync(expected, file.text);
        }
        assert.ok(existsSync(expected), `${expected} is missing; UPDATE_GOLDEN=1 writes it`);
        assert.equal(file.text, readFileSync(expected, 'utf8'));
      }
      const folders = readdirSync(join(import.meta.dirname, golden.name)).toSorted();
      assert.deepEqual(folders, golden.site.nodes.map(({ name }) => name).toSorted());
    });

    for (const file of release.files.filter(({ path }) => path === 'haproxy.cfg')) {
      test(`HAProxy accepts ${file.node}/haproxy.cfg without a warning`, async () => {
        const sockets = listenersOf(golden.site, file.node).filter(({ engine }) => engine === 'haproxy').length;
        // Where the machine's own name server cannot be reached HAProxy warns: only then are warnings no failure.
        const flags = file.text.includes('parse-resolv-conf') ? [] : ['-dW'];
        const { code, output } = await askHaproxy(written(golden, file), sockets, ...flags);
        assert.equal(code, 0, output);
      });
    }

    for (const file of release.files.filter(({ path }) => path === 'nginx.conf')) {
      test(`nginx accepts ${file.node}/nginx.conf without a warning`, async () => {
        const { code, output } = await askNginx(written(golden, file));
        assert.equal(code, 0, output);
        assert.doesNotMatch(output, /\[(warn|alert|emerg)\]/);
      });
    }

    for (const file of release.files.filter(({ path }) => path === 'keepalived.conf')) {
      test(`Keepalived accepts ${file.node}/keepalived.conf without a warning`, async () => {
        const { code, output } = await askKeepalived(written(golden, file), ['eth0', 'eth1']);
        assert.equal(code, 0, output);
        assert.equal(output.trim(), '');
      });
    }
  });
}

function compiled({ site, target }: GoldenCase): Release {
  const { release, problems } = compileRelease(site, target);
  assert.deepEqual(problems, []);
  assert.ok(release);
  return release;
}

/** The file as a node would write it: secrets filled in, and with files that this machine has. */
function written({ name, target }: GoldenCase, file: ReleaseFile): string {
  const path = join(work, name, file.node, file.path);
  const runDir = file.path === 'nginx.conf' ? dirname(path) : target.runDir(file.node);
  const secret = file.path === 'haproxy.cfg' ? 'p"a $HOME#s\\s' : 'pa$ #ss';
  const text = fillSecrets(file.text, () => secret, quoteFor(file.path))
    .replaceAll(target.runDir(file.node), runDir)
    .replaceAll(CERTIFICATE, join(work, 'site.pem'))
    .replaceAll(ERROR_PAGE, join(work, '503.http'));
  mkdirSync(join(dirname(path), 'log'), { recursive: true });
  writeFileSync(path, text);
  return path;
}

function makeCertificate(path: string): void {
  const request = 'req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=example.org -keyout'.split(' ');
  execFileSync('openssl', [...request, path, '-out', `${path}.crt`], { stdio: 'ignore' });
  writeFileSync(path, readFileSync(path, 'utf8') + readFileSync(`${path}.crt`, 'utf8'));
}
