import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { compileRelease } from '../../src/release/compile-release.ts';
import { readSite } from '../../src/site/read-site.ts';
import { anyNginxSpec } from './any-nginx-spec.ts';
import { askNginx } from './engines-accept.ts';

/**
 * Draws specs until `count` valid ones were compiled and the real nginx was asked about each file.
 * @throws AssertionError with the smallest spec that nginx refuses the file of
 */
export async function nginxAcceptsAny(count: number): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'holdfast-any-nginx-'));
  try {
    const certificate = makeCertificate(work);
    mkdirSync(join(work, 'log'));
    await fc.assert(
      fc.asyncProperty(anyNginxSpec(certificate), async (spec) => {
        const { site, problems } = readSite(Buffer.from(JSON.stringify(spec)), 'any.yaml');
        for (const { code, severity } of problems)
          assert.ok(severity !== 'error' || EXPECTED.has(code), `${code} is no fault of this spec`);
        fc.pre(site !== undefined);
        const { release } = compileRelease(site, { kind: 'lab', runDir: () => work });
        const file = release?.files.find(({ path }) => path === 'nginx.conf');
        assert.ok(file);
        const path = join(work, 'nginx.conf');
        writeFileSync(path, file.text);
        const { code, output } = await askNginx(path);
        assert.equal(code, 0, output);
        assert.doesNotMatch(output, /\[(warn|alert|emerg)\]/);
      }),
      { numRuns: count },
    );
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** What some of the specs that are drawn ask for in vain. */
const EXPECTED = new Set([
  'spec/nginx-cannot',
  'spec/missing-key',
  'spec/needs-tls',
  'spec/no-active-server',
]);

function makeCertificate(work: string): string {
  const path = join(work, 'site.pem');
  const request = 'req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=example.org -keyout'.split(' ');
  execFileSync('openssl', [...request, path, '-out', `${path}.crt`], { stdio: 'ignore' });
  writeFileSync(path, readFileSync(path, 'utf8') + readFileSync(`${path}.crt`, 'utf8'));
  return path;
}
