import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginxSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { nextUpstreamOff } from './next-upstream-off.ts';

const find = (text: string) => nextUpstreamOff.find(nginxSubject(text));

describe('nextUpstreamOff', () => {
  it('fires once at the setting', () => {
    const text = `events {}
http {
upstream app {
  server 10.0.0.1:80;
  server 10.0.0.2:80;
}
server {
  proxy_next_upstream off;
location / { proxy_pass http://app; }
location /a { proxy_pass http://app; }
}
}
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['8:3']);
    assert.equal(
      findings[0]?.message,
      'With "proxy_next_upstream off" a client gets an error from a dead server, though others are there.',
    );
    assert.equal(
      findings[0]?.remedy,
      'leave it out (error and timeout are tried again), and limit it by proxy_next_upstream_timeout.',
    );
  });

  it('says nothing where there is no other server', () => {
    assert.deepEqual(
      find(`events {}
http {
server {
proxy_next_upstream off;
location / { proxy_pass http://10.0.0.1; }
}
}
`),
      [],
    );
  });

  it('says nothing where it is not off', () => {
    assert.deepEqual(
      find(`events {}
http {
upstream app {
  server 10.0.0.1:80;
  server 10.0.0.2:80;
}
server {
proxy_next_upstream error;
location / { proxy_pass http://app; }
}
}
`),
      [],
    );
  });

  it('says nothing of one server', () => {
    assert.deepEqual(
      find(`events {}
http {
upstream a { server 10.0.0.1; }
server {
proxy_next_upstream off;
location / { proxy_pass http://a; }
}
}
`),
      [],
    );
  });
});
