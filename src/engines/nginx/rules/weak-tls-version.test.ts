import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginxSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { applyEdits } from '../../../lint/apply-edits.ts';
import { weakTlsVersion } from './weak-tls-version.ts';

const find = (text: string) => weakTlsVersion.find(nginxSubject(text));

describe('weakTlsVersion', () => {
  it('fires at the first weak one and takes all out', () => {
    const text = `http {
  ssl_protocols TLSv1 TLSv1.1 TLSv1.2;
}`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['2:17']);
    assert.equal(
      findings[0]?.message,
      'ssl_protocols allows TLSv1, TLSv1.1: deprecated since RFC 8996 and open to downgrade.',
    );
    assert.equal(findings[0]?.remedy, 'write "ssl_protocols TLSv1.2;".');
    const fixed = applyEdits(text, findings[0]?.fix ?? []);
    assert.equal(
      fixed,
      `http {
  ssl_protocols TLSv1.2;
}`,
    );
    assert.equal(find(fixed).length, 0);
  });

  it('has no fix where nothing would stay', () => {
    const text = `server { proxy_ssl_protocols SSLv3 TLSv1; }`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['1:30']);
    assert.equal(
      findings[0]?.message,
      'proxy_ssl_protocols allows SSLv3, TLSv1: deprecated since RFC 8996 and open to downgrade.',
    );
    assert.equal(findings[0]?.remedy, 'write "proxy_ssl_protocols TLSv1.2 TLSv1.3;".');
  });

  it('says nothing of TLS 1.2 and 1.3', () => {
    assert.deepEqual(find(`http { ssl_protocols TLSv1.2 TLSv1.3; }`), []);
  });

  it('says nothing of comments', () => {
    assert.deepEqual(
      find(`# ssl_protocols TLSv1;
http {}`),
      [],
    );
  });
});
