import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginxSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import type { LintContext } from '../../lint-context.ts';
import { connectTimeoutTooLong } from './connect-timeout-too-long.ts';

const find = (text: string, context: Partial<LintContext> = {}) =>
  connectTimeoutTooLong.find(nginxSubject(text, context));

describe('connectTimeoutTooLong', () => {
  it('fires once for an upstream at the default', () => {
    const text = `events {}
http {
upstream app {
  server 10.0.0.1:80;
  server 10.0.0.2:80;
}
server {
location / { proxy_pass http://app; }
location /x { proxy_pass http://app; }
}
}
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['8:14']);
    assert.equal(findings[0]?.severity, 'info');
    assert.equal(find(text, { maxOutageMs: 5_000 })[0]?.severity, undefined);
    assert.equal(
      findings[0]?.message,
      'When a server of the upstream app does not answer at all, a client waits 1m (by default) before nginx tries the next one; more than 10s is an outage for clients.',
    );
    assert.equal(findings[0]?.remedy, 'write "proxy_connect_timeout 2s;".');
  });

  it('fires at the setting', () => {
    const text = `events {}
http {
upstream app {
  server 10.0.0.1:80;
  server 10.0.0.2:80;
}
server {
proxy_connect_timeout 10001ms;
location / { proxy_pass http://app; }
}
}
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['8:1']);
    assert.equal(findings[0]?.severity, undefined);
    assert.equal(
      findings[0]?.message,
      'When a server of the upstream app does not answer at all, a client waits 10001ms (as line 8 says) before nginx tries the next one; more than 10s is an outage for clients.',
    );
    assert.equal(findings[0]?.remedy, 'write "proxy_connect_timeout 2s;".');
  });

  it('takes the longest outage as limit', () => {
    const text = `events {}
http {
upstream app {
  server 10.0.0.1:80;
  server 10.0.0.2:80;
}
server {
proxy_connect_timeout 5s;
location / { proxy_pass http://app; }
}
}
`;
    const findings = find(text, { maxOutageMs: 4999 });
    assert.deepEqual(placesOf(findings), ['8:1']);
    assert.equal(
      findings[0]?.message,
      'When a server of the upstream app does not answer at all, a client waits 5s (as line 8 says) before nginx tries the next one; more than 4999ms is an outage for clients.',
    );
    assert.equal(findings[0]?.remedy, 'write "proxy_connect_timeout 2s;".');
  });

  it('fires in streams', () => {
    const text = `events {}
stream {
upstream app {
  server 10.0.0.1:80;
  server 10.0.0.2:80;
}
server { listen 1; proxy_connect_timeout 1m; proxy_pass app; }
}
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['7:20']);
    assert.equal(
      findings[0]?.message,
      'When a server of the upstream app does not answer at all, a client waits 1m (as line 7 says) before nginx tries the next one; more than 10s is an outage for clients.',
    );
    assert.equal(findings[0]?.remedy, 'write "proxy_connect_timeout 2s;".');
  });

  it('says nothing at the limit', () => {
    assert.deepEqual(
      find(`events {}
http {
upstream app {
  server 10.0.0.1:80;
  server 10.0.0.2:80;
}
server {
proxy_connect_timeout 10;
location / { proxy_pass http://app; }
}
}
`),
      [],
    );
  });

  it('says nothing at the limit of the longest outage', () => {
    assert.deepEqual(
      find(
        `events {}
http {
upstream app {
  server 10.0.0.1:80;
  server 10.0.0.2:80;
}
server {
proxy_connect_timeout 5s;
location / { proxy_pass http://app; }
}
}
`,
        { maxOutageMs: 5000 },
      ),
      [],
    );
  });

  it('says nothing where there is no other server', () => {
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

  it('says nothing of servers on the same machine', () => {
    assert.deepEqual(
      find(`events {}
http {
upstream a { server 127.0.0.1:1; server 127.0.0.1:2; }
server {
location / { proxy_pass http://a; }
}
}
`),
      [],
    );
  });

  it('says nothing where http is in another file', () => {
    assert.deepEqual(
      find(`upstream app {
  server 10.0.0.1:80;
  server 10.0.0.2:80;
}
server { location / { proxy_pass http://app; } }`),
      [],
    );
  });

  it('says nothing of what is no duration', () => {
    assert.deepEqual(
      find(`events {}
http {
upstream app {
  server 10.0.0.1:80;
  server 10.0.0.2:80;
}
server {
proxy_connect_timeout long;
location / { proxy_pass http://app; }
}
}
`),
      [],
    );
  });
});
