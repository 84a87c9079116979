import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginxSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { upstreamTlsUnverified } from './upstream-tls-unverified.ts';

const find = (text: string) => upstreamTlsUnverified.find(nginxSubject(text));

describe('upstreamTlsUnverified', () => {
  it('fires at the default', () => {
    const text = `events {}
http {
server {
location / {
  proxy_pass https://10.0.0.1;
}
}
}
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['5:3']);
    assert.equal(
      findings[0]?.message,
      '10.0.0.1 is spoken to by TLS, but its certificate is not verified (proxy_ssl_verify off, the default).',
    );
    assert.equal(
      findings[0]?.remedy,
      'write "proxy_ssl_verify on;" with "proxy_ssl_trusted_certificate" and, where the servers\' names differ from the upstream\'s, "proxy_ssl_name".',
    );
  });

  it('fires at off', () => {
    const text = `server { proxy_ssl_verify off; location / { proxy_pass https://app; } }`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['1:45']);
    assert.equal(
      findings[0]?.message,
      'app is spoken to by TLS, but its certificate is not verified (proxy_ssl_verify off).',
    );
    assert.equal(
      findings[0]?.remedy,
      'write "proxy_ssl_verify on;" with "proxy_ssl_trusted_certificate" and, where the servers\' names differ from the upstream\'s, "proxy_ssl_name".',
    );
  });

  it('fires in streams', () => {
    const text = `events {}
stream {
server { listen 1; proxy_ssl on; proxy_pass 10.0.0.1:443; }
}
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['3:34']);
    assert.equal(
      findings[0]?.message,
      '10.0.0.1:443 is spoken to by TLS, but its certificate is not verified (proxy_ssl_verify off, the default).',
    );
    assert.equal(
      findings[0]?.remedy,
      'write "proxy_ssl_verify on;" with "proxy_ssl_trusted_certificate" and, where the servers\' names differ from the upstream\'s, "proxy_ssl_name".',
    );
  });

  it('says nothing where it is on', () => {
    assert.deepEqual(
      find(`events {}
http {
server {
proxy_ssl_verify on;
location / { proxy_pass https://10.0.0.1; }
}
}
`),
      [],
    );
  });

  it('says nothing of plain HTTP', () => {
    assert.deepEqual(
      find(`events {}
http {
server {
location / { proxy_pass http://10.0.0.1; }
}
}
`),
      [],
    );
  });

  it('says nothing of this machine', () => {
    assert.deepEqual(
      find(`events {}
http {
upstream a { server 127.0.0.1:1; }
server {
location / { proxy_pass https://127.0.0.1; }
location /a { proxy_pass https://a; }
}
}
`),
      [],
    );
  });

  it('says nothing of passed TCP', () => {
    assert.deepEqual(
      find(`events {}
stream {
server { listen 1; proxy_pass 10.0.0.1:443; }
}
`),
      [],
    );
  });

  it('says nothing where http is in another file', () => {
    assert.deepEqual(find(`server { location / { proxy_pass https://10.0.0.1; } }`), []);
  });
});
