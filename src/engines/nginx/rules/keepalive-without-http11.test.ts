import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginxSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { applyEdits } from '../../../lint/apply-edits.ts';
import type { LintContext } from '../../lint-context.ts';
import { keepaliveWithoutHttp11 } from './keepalive-without-http11.ts';

const find = (text: string, context: Partial<LintContext> = {}) =>
  keepaliveWithoutHttp11.find(nginxSubject(text, context));

describe('keepaliveWithoutHttp11', () => {
  it('fires at the proxy_pass, and writes both lines before it', () => {
    const text = `events {}
http {
upstream app {
  server 10.0.0.1:80;
  server 10.0.0.2:80;
  keepalive 8;
}
server {
location / {
  proxy_pass http://app;
}
}
}
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['10:3']);
    assert.equal(
      findings[0]?.message,
      'The upstream app has "keepalive 8" (line 6), but here each connection to it is closed after one request: "proxy_http_version 1.1;" and "proxy_set_header Connection "";" are not in force.',
    );
    assert.equal(
      findings[0]?.remedy,
      'write proxy_http_version 1.1; proxy_set_header Connection ""; beside this proxy_pass.',
    );
    const fixed = applyEdits(text, findings[0]?.fix ?? []);
    assert.equal(
      fixed,
      `events {}
http {
upstream app {
  server 10.0.0.1:80;
  server 10.0.0.2:80;
  keepalive 8;
}
server {
location / {
  proxy_http_version 1.1; proxy_set_header Connection ""; proxy_pass http://app;
}
}
}
`,
    );
    assert.equal(find(fixed).length, 0);
  });

  it('names only what is missing, in a location within other blocks', () => {
    const text = `events {}
http {
upstream app {
  server 10.0.0.1:80;
  server 10.0.0.2:80;
  keepalive 8;
}
server {
proxy_set_header Connection "";
location / {
  location /x { proxy_pass http://app; }
}
}
}
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['11:17']);
    assert.equal(
      findings[0]?.message,
      'The upstream app has "keepalive 8" (line 6), but here each connection to it is closed after one request: "proxy_http_version 1.1;" is not in force.',
    );
    assert.equal(findings[0]?.remedy, 'write proxy_http_version 1.1; beside this proxy_pass.');
  });

  it('fires on HTTP/1.0 and on a header that closes, without a fix', () => {
    const text = `events {}
http {
upstream app {
  server 10.0.0.1:80;
  server 10.0.0.2:80;
  keepalive 8;
}
server {
proxy_http_version 1.0;
proxy_set_header connection Close;
location / { proxy_pass http://app; }
}
}
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['11:14']);
    assert.equal(
      findings[0]?.message,
      'The upstream app has "keepalive 8" (line 6), but here each connection to it is closed after one request: "proxy_http_version 1.1;" and "proxy_set_header Connection "";" are not in force.',
    );
    assert.equal(
      findings[0]?.remedy,
      'write proxy_http_version 1.1; proxy_set_header Connection ""; beside this proxy_pass.',
    );
  });

  it('leaves headers of the blocks around alone: no fix', () => {
    const text = `events {}
http {
upstream app {
  server 10.0.0.1:80;
  server 10.0.0.2:80;
  keepalive 8;
}
server {
proxy_set_header Host $host;
location / { proxy_pass http://app; }
}
}
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['10:14']);
    assert.equal(
      findings[0]?.message,
      'The upstream app has "keepalive 8" (line 6), but here each connection to it is closed after one request: "proxy_http_version 1.1;" and "proxy_set_header Connection "";" are not in force.',
    );
    assert.equal(
      findings[0]?.remedy,
      'write proxy_http_version 1.1; proxy_set_header Connection ""; beside this proxy_pass.',
    );
  });

  it('fires on older versions', () => {
    const text = `events {}
http {
upstream app {
  server 10.0.0.1:80;
  server 10.0.0.2:80;
  keepalive 8;
}
server {
location / { proxy_pass http://app/x; }
}
}
`;
    const findings = find(text, { nginx: { major: 1, minor: 29, patch: 6 } });
    assert.deepEqual(placesOf(findings), ['9:14']);
    assert.equal(
      findings[0]?.message,
      'The upstream app has "keepalive 8" (line 6), but here each connection to it is closed after one request: "proxy_http_version 1.1;" and "proxy_set_header Connection "";" are not in force.',
    );
    assert.equal(
      findings[0]?.remedy,
      'write proxy_http_version 1.1; proxy_set_header Connection ""; beside this proxy_pass.',
    );
    const fixed = applyEdits(text, findings[0]?.fix ?? []);
    assert.equal(
      fixed,
      `events {}
http {
upstream app {
  server 10.0.0.1:80;
  server 10.0.0.2:80;
  keepalive 8;
}
server {
location / { proxy_http_version 1.1; proxy_set_header Connection ""; proxy_pass http://app/x; }
}
}
`,
    );
    assert.equal(find(fixed, { nginx: { major: 1, minor: 29, patch: 6 } }).length, 0);
  });

  it('knows from the file alone that a header closes', () => {
    const text = `server {
proxy_http_version 1.1;
proxy_set_header Connection close;
location / { proxy_pass http://app; }
}
upstream app {
  server 10.0.0.1:80;
  server 10.0.0.2:80;
  keepalive 8;
}
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['4:14']);
    assert.equal(
      findings[0]?.message,
      'The upstream app has "keepalive 8" (line 9), but here each connection to it is closed after one request: "proxy_set_header Connection "";" is not in force.',
    );
    assert.equal(findings[0]?.remedy, 'write proxy_set_header Connection ""; beside this proxy_pass.');
  });

  it('says nothing where both are inherited', () => {
    assert.deepEqual(
      find(`events {}
http {
upstream app {
  server 10.0.0.1:80;
  server 10.0.0.2:80;
  keepalive 8;
}
server {
proxy_http_version 1.1;
proxy_set_header Connection "";
location / { proxy_pass http://app; }
}
}
`),
      [],
    );
  });

  it('says nothing where the header is a variable, as for WebSockets', () => {
    assert.deepEqual(
      find(`events {}
http {
upstream app {
  server 10.0.0.1:80;
  server 10.0.0.2:80;
  keepalive 8;
}
server {
proxy_http_version 1.1;
location / { proxy_set_header Connection $up; proxy_pass http://app; }
}
}
`),
      [],
    );
  });

  it('says nothing where nothing is kept', () => {
    assert.deepEqual(
      find(`events {}
http {
upstream app {
  server 10.0.0.1:80;
  server 10.0.0.2:80;
}
server {
location / { proxy_pass http://app; }
}
}
`),
      [],
    );
  });

  it('says nothing where keepalive is turned off', () => {
    assert.deepEqual(
      find(`events {}
http {
upstream app {
  server 10.0.0.1:00;
  server 10.0.0.2:00;
  keepalive 0;
}
server {
location / { proxy_pass http://app; }
}
}
`),
      [],
    );
  });

  it('says nothing where http is in another file', () => {
    assert.deepEqual(
      find(`server { location / { proxy_pass http://app; } }
upstream app {
  server 10.0.0.1:80;
  server 10.0.0.2:80;
  keepalive 8;
}
`),
      [],
    );
  });

  it('says nothing where an include may say it', () => {
    assert.deepEqual(
      find(`events {}
http {
upstream app {
  server 10.0.0.1:80;
  server 10.0.0.2:80;
  keepalive 8;
}
server {
include proxy.conf;
location / { proxy_pass http://app; }
}
}
`),
      [],
    );
  });

  it('says nothing to versions that keep connections by themselves', () => {
    assert.deepEqual(
      find(
        `events {}
http {
upstream app {
  server 10.0.0.1:80;
  server 10.0.0.2:80;
  keepalive 8;
}
server {
location / { proxy_pass http://app; }
}
}
`,
        { nginx: { major: 1, minor: 29, patch: 7 } },
      ),
      [],
    );
  });

  it('says nothing about FastCGI', () => {
    assert.deepEqual(
      find(`events {}
http {
upstream app {
  server 10.0.0.1:80;
  server 10.0.0.2:80;
  keepalive 8;
}
server {
location / { fastcgi_pass app; }
}
}
`),
      [],
    );
  });
});
