import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginxSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { applyEdits } from '../../../lint/apply-edits.ts';
import type { LintContext } from '../../lint-context.ts';
import { upgradeWithoutHttp11 } from './upgrade-without-http11.ts';

const find = (text: string, context: Partial<LintContext> = {}) =>
  upgradeWithoutHttp11.find(nginxSubject(text, context));

describe('upgradeWithoutHttp11', () => {
  it('fires and writes the version', () => {
    const text = `events {}
http {
server {
location / {
  proxy_set_header Upgrade $http_upgrade;
  proxy_pass http://127.0.0.1:1;
}
}
}
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['6:3']);
    assert.equal(
      findings[0]?.message,
      'The Upgrade header is passed on (line 5), but by HTTP/1.0, which has no upgrade: WebSockets fail here.',
    );
    assert.equal(findings[0]?.remedy, 'write "proxy_http_version 1.1;" beside this proxy_pass.');
    const fixed = applyEdits(text, findings[0]?.fix ?? []);
    assert.equal(
      fixed,
      `events {}
http {
server {
location / {
  proxy_set_header Upgrade $http_upgrade;
  proxy_http_version 1.1; proxy_pass http://127.0.0.1:1;
}
}
}
`,
    );
    assert.equal(find(fixed).length, 0);
  });

  it('fires on 1.0, without a fix', () => {
    const text = `server { proxy_http_version 1.0; location / { proxy_set_header Upgrade $http_upgrade; proxy_pass http://127.0.0.1:1; } }`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['1:87']);
    assert.equal(
      findings[0]?.message,
      'The Upgrade header is passed on (line 1), but by HTTP/1.0, which has no upgrade: WebSockets fail here.',
    );
    assert.equal(findings[0]?.remedy, 'write "proxy_http_version 1.1;" beside this proxy_pass.');
  });

  it('says nothing with 1.1', () => {
    assert.deepEqual(
      find(`events {}
http {
server {
proxy_http_version 1.1;
location / { proxy_set_header Upgrade $http_upgrade; proxy_pass http://127.0.0.1:1; }
}
}
`),
      [],
    );
  });

  it('says nothing where the header is taken out', () => {
    assert.deepEqual(
      find(`events {}
http {
server {
location / { proxy_set_header Upgrade ""; proxy_pass http://127.0.0.1:1; }
}
}
`),
      [],
    );
  });

  it('says nothing where http is in another file', () => {
    assert.deepEqual(
      find(
        `server { location / { proxy_set_header Upgrade $http_upgrade; proxy_pass http://127.0.0.1:1; } }`,
      ),
      [],
    );
  });

  it('says nothing to versions that speak 1.1 by themselves', () => {
    assert.deepEqual(
      find(
        `events {}
http {
server {
location / { proxy_set_header Upgrade $http_upgrade; proxy_pass http://127.0.0.1:1; }
}
}
`,
        { nginx: { major: 1, minor: 30, patch: 0 } },
      ),
      [],
    );
  });
});
