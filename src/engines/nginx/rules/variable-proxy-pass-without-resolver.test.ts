import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginxSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { variableProxyPassWithoutResolver } from './variable-proxy-pass-without-resolver.ts';

const find = (text: string) => variableProxyPassWithoutResolver.find(nginxSubject(text));

describe('variableProxyPassWithoutResolver', () => {
  it('fires where the set is beside it', () => {
    const text = `events {}
http {
server {
location / {
  set $app app.internal;
  proxy_pass http://$app:8080;
}
}
}
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['6:14']);
    assert.equal(
      findings[0]?.message,
      'This proxy_pass resolves app.internal while it serves requests, and no "resolver" is in force: every request is answered with 502.',
    );
    assert.equal(
      findings[0]?.remedy,
      'write "resolver ADDRESS valid=10s;" in the server or in http, with the address of your DNS server.',
    );
  });

  it('knows a name with the path behind it', () => {
    const text = `events {}
http {
server {
location / { set $app app; proxy_pass http://$app$request_uri; }
}
}
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['4:39']);
    assert.equal(
      findings[0]?.message,
      'This proxy_pass resolves app while it serves requests, and no "resolver" is in force: every request is answered with 502.',
    );
    assert.equal(
      findings[0]?.remedy,
      'write "resolver ADDRESS valid=10s;" in the server or in http, with the address of your DNS server.',
    );
  });

  it('fires where the set is further out, with a whole URL', () => {
    const text = `events {}
http {
server {
set $up http://app:80/x;
set $other 1;
location / { set $z 1; proxy_pass \${up}; }
}
}
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['6:35']);
    assert.equal(
      findings[0]?.message,
      'This proxy_pass resolves app while it serves requests, and no "resolver" is in force: every request is answered with 502.',
    );
    assert.equal(
      findings[0]?.remedy,
      'write "resolver ADDRESS valid=10s;" in the server or in http, with the address of your DNS server.',
    );
  });

  it('says nothing where a resolver is in force', () => {
    assert.deepEqual(
      find(`events {}
http {
resolver 10.0.0.53;
server {
location / {
  set $app app.internal;
  proxy_pass http://$app:8080;
}
}
}
`),
      [],
    );
  });

  it('says nothing of an upstream', () => {
    assert.deepEqual(
      find(`events {}
http {
upstream app.internal { server 10.0.0.1; }
server {
location / {
  set $app app.internal;
  proxy_pass http://$app:8080;
}
}
}
`),
      [],
    );
  });

  it('says nothing of an address', () => {
    assert.deepEqual(
      find(`events {}
http {
server {
location / { set $a 10.0.0.1; proxy_pass http://$a; }
}
}
`),
      [],
    );
  });

  it('says nothing of a value that is not known', () => {
    assert.deepEqual(
      find(`events {}
http {
server {
location / { set $a $host; proxy_pass http://$a; }
}
}
`),
      [],
    );
  });

  it('says nothing of a variable that is set twice', () => {
    assert.deepEqual(
      find(`events {}
http {
server {
location / { set $a x; set $a y; proxy_pass http://$a; }
}
}
`),
      [],
    );
  });

  it('says nothing of variables that nobody sets', () => {
    assert.deepEqual(
      find(`events {}
http {
server {
location / { proxy_pass http://$host; }
}
}
`),
      [],
    );
  });

  it('says nothing where http is in another file', () => {
    assert.deepEqual(
      find(`server {
location / {
  set $app app.internal;
  proxy_pass http://$app:8080;
}
}`),
      [],
    );
  });
});
