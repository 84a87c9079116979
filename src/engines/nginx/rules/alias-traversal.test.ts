import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginxSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { aliasTraversal } from './alias-traversal.ts';

const find = (text: string) => aliasTraversal.find(nginxSubject(text));

describe('aliasTraversal', () => {
  it('fires at the alias', () => {
    const text = `server {
  location /i {
    alias /srv/i/;
  }
}`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['3:5']);
    assert.equal(
      findings[0]?.message,
      'A request for "/i../x" is served from "/srv/i/../x": everything in the folder above can be read.',
    );
    assert.equal(findings[0]?.remedy, 'write "location /i/" instead of "location /i".');
  });

  it('fires on ^~', () => {
    const text = `server { location ^~ /i { alias "/srv/i/"; } }`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['1:27']);
    assert.equal(
      findings[0]?.message,
      'A request for "/i../x" is served from "/srv/i/../x": everything in the folder above can be read.',
    );
    assert.equal(findings[0]?.remedy, 'write "location /i/" instead of "location /i".');
  });

  it('says nothing where both end in a slash', () => {
    assert.deepEqual(find(`server { location /i/ { alias /srv/i/; } }`), []);
  });

  it('says nothing where neither does', () => {
    assert.deepEqual(find(`server { location /i { alias /srv/i; } }`), []);
  });

  it('says nothing of exact and regex locations', () => {
    assert.deepEqual(
      find(`server { location = /i { alias /srv/i/; }
location ~ ^/j { alias /srv/j/; }
location @x { alias /srv/; } }`),
      [],
    );
  });
});
