import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginxSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { statusPageOpen } from './status-page-open.ts';

const find = (text: string) => statusPageOpen.find(nginxSubject(text));

describe('statusPageOpen', () => {
  it('fires at the page', () => {
    const text = `events {}
http {
server {
listen 80;
location /s {
  stub_status;
}
}
}
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['6:3']);
    assert.equal(findings[0]?.message, '"stub_status" answers everybody who can reach this server.');
    assert.equal(
      findings[0]?.remedy,
      'write "allow 127.0.0.1; deny all;" here, with the addresses of your monitoring.',
    );
  });

  it('fires without a listen', () => {
    const text = `events {}
http {
server {
location /s { api write=on; }
}
}
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['4:15']);
    assert.equal(findings[0]?.message, '"api" answers everybody who can reach this server.');
    assert.equal(
      findings[0]?.remedy,
      'write "allow 127.0.0.1; deny all;" here, with the addresses of your monitoring.',
    );
  });

  it('says nothing with rules, here or further out', () => {
    assert.deepEqual(
      find(`events {}
http {
server {
allow 10.0.0.1; deny all;
location /s { stub_status; }
}
}
`),
      [],
    );
  });

  it('says nothing with a password', () => {
    assert.deepEqual(
      find(`events {}
http {
server {
location /s { auth_basic a; stub_status; }
}
}
`),
      [],
    );
  });

  it('says nothing on this machine alone', () => {
    assert.deepEqual(
      find(`events {}
http {
server {
listen 127.0.0.1:80;
listen [::1]:80;
location /s { stub_status; }
}
}
`),
      [],
    );
  });

  it('says nothing of named locations', () => {
    assert.deepEqual(
      find(`events {}
http {
server {
location @s { stub_status; }
}
}
`),
      [],
    );
  });

  it('says nothing where http is in another file', () => {
    assert.deepEqual(find(`server { location /s { stub_status; } }`), []);
  });
});
