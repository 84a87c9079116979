import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginxSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { proxyPassSlashMismatch } from './proxy-pass-slash-mismatch.ts';

const find = (text: string) => proxyPassSlashMismatch.find(nginxSubject(text));

describe('proxyPassSlashMismatch', () => {
  it('fires where a slash is doubled', () => {
    const text = `server { location /api {
  proxy_pass http://10.0.0.1/;
} }`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['2:14']);
    assert.equal(findings[0]?.message, 'A request for /api/x goes to the servers as //x.');
    assert.equal(findings[0]?.remedy, 'write "location /api/", so that both end in "/".');
  });

  it('fires where a slash is lost', () => {
    const text = `server { location ^~ /api/ { proxy_pass http://10.0.0.1/v2; } }`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['1:41']);
    assert.equal(findings[0]?.message, 'A request for /api/x goes to the servers as /v2x.');
    assert.equal(findings[0]?.remedy, 'write "http://10.0.0.1/v2/", so that both end in "/".');
  });

  it('fires at the root', () => {
    const text = `server { location / { proxy_pass http://10.0.0.1/app; } }`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['1:34']);
    assert.equal(findings[0]?.message, 'A request for /x goes to the servers as /appx.');
    assert.equal(findings[0]?.remedy, 'write "http://10.0.0.1/app/", so that both end in "/".');
  });

  it('says nothing where both end in a slash', () => {
    assert.deepEqual(find(`server { location /api/ { proxy_pass http://10.0.0.1/; } }`), []);
  });

  it('says nothing where neither does', () => {
    assert.deepEqual(find(`server { location /api { proxy_pass http://10.0.0.1/v2; } }`), []);
  });

  it('says nothing without a path', () => {
    assert.deepEqual(find(`server { location /api { proxy_pass http://10.0.0.1; } }`), []);
  });

  it('says nothing of variables and queries', () => {
    assert.deepEqual(
      find(`server { location /a/ { proxy_pass http://10.0.0.1/x$1; }
location /b/ { proxy_pass http://10.0.0.1/s?q=a; } }`),
      [],
    );
  });

  it('says nothing of exact and regex locations', () => {
    assert.deepEqual(
      find(`server { location = /a { proxy_pass http://10.0.0.1/; }
location ~ /b { proxy_pass http://10.0.0.1; } }`),
      [],
    );
  });

  it('says nothing where a rewrite makes the path', () => {
    assert.deepEqual(
      find(`server { location /a { rewrite ^/a(.*) $1 break; proxy_pass http://10.0.0.1/; } }`),
      [],
    );
  });

  it('says nothing where the path is a prefix of names', () => {
    assert.deepEqual(find(`server { location /img/ { proxy_pass http://10.0.0.1/pre_; } }`), []);
  });
});
