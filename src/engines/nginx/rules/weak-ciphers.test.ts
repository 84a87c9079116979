import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginxSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { weakCiphers } from './weak-ciphers.ts';

const find = (text: string) => weakCiphers.find(nginxSubject(text));

describe('weakCiphers', () => {
  it('fires at RC4, 3DES and those without authentication', () => {
    const text = `http {
  ssl_ciphers 'HIGH:DES-CBC3-SHA:ECDHE-RSA-RC4-SHA:aNULL';
}`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['2:15']);
    assert.equal(
      findings[0]?.message,
      'ssl_ciphers allows DES-CBC3-SHA, ECDHE-RSA-RC4-SHA, aNULL, which can be broken by who listens on the path.',
    );
    assert.equal(findings[0]?.remedy, 'take them out, or write "HIGH:!aNULL:!MD5".');
  });

  it('fires at one', () => {
    const text = `http { proxy_ssl_ciphers ALL:LOW; }`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['1:26']);
    assert.equal(
      findings[0]?.message,
      'proxy_ssl_ciphers allows LOW, which can be broken by who listens on the path.',
    );
    assert.equal(findings[0]?.remedy, 'take it out, or write "HIGH:!aNULL:!MD5".');
  });

  it('says nothing of those that are refused', () => {
    assert.deepEqual(find(`http { ssl_ciphers HIGH:!aNULL:!MD5:!3DES:!RC4; }`), []);
  });

  it('says nothing of a weak one that is refused elsewhere', () => {
    assert.deepEqual(find(`http { ssl_ciphers ALL:RC4:!RC4; }`), []);
  });

  it('says nothing of modern ones', () => {
    assert.deepEqual(
      find(`http { ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-CHACHA20-POLY1305; }`),
      [],
    );
  });

  it('says nothing of ones that are removed', () => {
    assert.deepEqual(find(`http { ssl_ciphers DEFAULT:-RC4:!DES; }`), []);
  });
});
