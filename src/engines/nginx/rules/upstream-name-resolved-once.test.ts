import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginxSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { upstreamNameResolvedOnce } from './upstream-name-resolved-once.ts';

const find = (text: string) => upstreamNameResolvedOnce.find(nginxSubject(text));

describe('upstreamNameResolvedOnce', () => {
  it('fires at the name in an upstream', () => {
    const text = `upstream a {
  server app.internal:80;
}`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['2:10']);
    assert.equal(
      findings[0]?.message,
      'app.internal is resolved when nginx starts and never again: without DNS at that moment nginx does not start, and a new address is not seen.',
    );
    assert.equal(
      findings[0]?.remedy,
      'write the address; or give a "resolver" and add "resolve" to the server (1.27.3 and later, with "zone" in the upstream).',
    );
  });

  it('fires at a proxy_pass with a port or a dot', () => {
    const text = `server {
  location / { proxy_pass http://app:80/x; }
  location /a { proxy_pass https://app.internal; }
}`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['2:27', '3:28']);
    assert.equal(
      findings[0]?.message,
      'app is resolved when nginx starts and never again: without DNS at that moment nginx does not start, and a new address is not seen.',
    );
    assert.equal(
      findings[0]?.remedy,
      'write the address; or give a "resolver" and add "resolve" to the server (1.27.3 and later, with "zone" in the upstream).',
    );
  });

  it('fires at a stream', () => {
    const text = `stream { server {
  listen 25;
  proxy_pass mail.internal:25;
} }`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['3:14']);
    assert.equal(
      findings[0]?.message,
      'mail.internal is resolved when nginx starts and never again: without DNS at that moment nginx does not start, and a new address is not seen.',
    );
    assert.equal(
      findings[0]?.remedy,
      'write the address; or give a "resolver" and add "resolve" to the server (1.27.3 and later, with "zone" in the upstream).',
    );
  });

  it('says nothing of addresses and this machine', () => {
    assert.deepEqual(
      find(`upstream a { server 10.0.0.1; server localhost; server unix:/x; server [::1]:80; }
server { location / { proxy_pass http://127.0.0.1:80; } }`),
      [],
    );
  });

  it('says nothing of names that are resolved again', () => {
    assert.deepEqual(find(`upstream a { zone a 64k; server app.internal resolve; }`), []);
  });

  it('says nothing of upstreams, here or in another file', () => {
    assert.deepEqual(
      find(`upstream a.b { server 10.0.0.1; }
server { location / { proxy_pass http://a.b; }
 location /x { proxy_pass http://other; } }`),
      [],
    );
  });

  it('says nothing of variables', () => {
    assert.deepEqual(find(`server { location / { proxy_pass http://$x.internal:80; } }`), []);
  });
});
