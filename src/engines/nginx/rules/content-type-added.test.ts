import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginxSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { contentTypeAdded } from './content-type-added.ts';

const find = (text: string) => contentTypeAdded.find(nginxSubject(text));

describe('contentTypeAdded', () => {
  it('fires at the header', () => {
    const text = `server { location / {
  add_header content-type text/plain;
} }`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['2:3']);
    assert.equal(
      findings[0]?.message,
      'The response gets a second Content-Type (text/plain) beside the one that nginx sends.',
    );
    assert.equal(findings[0]?.remedy, 'write "default_type text/plain;".');
  });

  it('says nothing where the server’s own is hidden', () => {
    assert.deepEqual(
      find(`server { location / { proxy_hide_header Content-Type; add_header Content-Type text/plain; } }`),
      [],
    );
  });

  it('says nothing of other headers', () => {
    assert.deepEqual(find(`server { add_header X-Content-Type-Options nosniff; }`), []);
  });
});
