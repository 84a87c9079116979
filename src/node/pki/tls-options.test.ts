import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { initAuthority } from '../../host/pki/init-authority.ts';
import { issueCertificate } from '../../host/pki/issue-certificate.ts';
import { certificateFacts } from './certificate-facts.ts';
import { readIdentity } from './identity.ts';
import { tlsOptionsOf, tlsPathsIn } from './tls-options.ts';

const root = mkdtempSync(join(tmpdir(), 'holdfast-tls-'));
after(() => rmSync(root, { recursive: true, force: true }));
const good = join(root, 'lb1');

before(async () => {
  for (const [ca, name] of [
    ['ca', 'lb1'],
    ['other', 'lb9'],
  ] as const) {
    const dir = join(root, ca);
    await initAuthority(dir, 'web-edge');
    const addresses = ['10.77.0.11', 'fd00::11', 'lb1.example.org'];
    await issueCertificate(dir, { role: 'node', name, addresses, days: 30, out: join(root, name) });
  }
});

/** A copy of the good folder, changed. */
function spoilt(change: (dir: string) => void): string {
  const dir = mkdtempSync(join(root, 'case-'));
  cpSync(good, dir, { recursive: true });
  change(dir);
  return dir;
}

const other = (file: string) => (dir: string) => cpSync(join(root, 'lb9', file), join(dir, file));

test('what `pki issue` wrote is read as it is', () => {
  const options = tlsOptionsOf(tlsPathsIn(good));
  assert.equal(options.cert, readFileSync(join(good, 'certificate.pem'), 'utf8'));
  assert.equal(options.minVersion, 'TLSv1.3');
});

for (const [what, change, code] of [
  ['no key', (dir: string) => rmSync(join(dir, 'key.pem')), 'pki/cannot-read'],
  ['no list of revoked certificates', (dir: string) => rmSync(join(dir, 'crl.pem')), 'pki/cannot-read'],
  ['a key that every user may read', (dir: string) => chmodSync(join(dir, 'key.pem'), 0o644), 'pki/key-open'],
  ['the key of another', other('key.pem'), 'pki/key-mismatch'],
  ['another authority', other('ca.pem'), 'pki/other-authority'],
  [
    'a certificate that is none',
    (dir: string) => writeFileSync(join(dir, 'certificate.pem'), 'x'),
    'pki/bad-file',
  ],
  ['a list that is none', (dir: string) => writeFileSync(join(dir, 'crl.pem'), 'x'), 'pki/bad-file'],
  ['a key that is cut off', (dir: string) => writeFileSync(join(dir, 'key.pem'), 'x'), 'pki/bad-file'],
] as const) {
  test(`${what}: is told when the files are read, not when somebody connects`, () => {
    const secret = readFileSync(join(good, 'key.pem'), 'utf8').split('\n')[1] ?? '';
    assert.throws(
      () => tlsOptionsOf(tlsPathsIn(spoilt(change))),
      (fault: Error & { code: string; evidence: string }) =>
        fault.code === code && !`${fault.message} ${fault.evidence}`.includes(secret),
    );
  });
}

test('a certificate says who it is for, until when, and at which addresses', () => {
  const facts = certificateFacts(new X509Certificate(readFileSync(join(good, 'certificate.pem'))));
  assert.deepEqual(facts.identity, { role: 'node', name: 'lb1' });
  assert.deepEqual(facts.addresses, ['10.77.0.11', 'fd00::11', 'lb1.example.org', 'lb1']);
  const days = (facts.notAfter - facts.notBefore) / 86_400_000;
  assert.ok(days >= 30 && days < 30.1, `${days} days`);
  assert.match(facts.serial, /^[4-7][0-9A-F]{31}$/);
});

test('the authority itself is nobody', () => {
  assert.equal(readIdentity(new X509Certificate(readFileSync(join(good, 'ca.pem')))), undefined);
});
