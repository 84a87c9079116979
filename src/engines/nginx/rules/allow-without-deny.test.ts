import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginxSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { allowWithoutDeny } from './allow-without-deny.ts';

const find = (text: string) => allowWithoutDeny.find(nginxSubject(text));

describe('allowWithoutDeny', () => {
  it('fires at the first allow', () => {
    const text = `server { deny all; location / {
  allow 10.0.0.0/8;
  allow ::1;
} }`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['2:3']);
    assert.equal(
      findings[0]?.message,
      'Only 10.0.0.0/8, ::1 may come in here, it seems, but nothing denies the others: everybody may.',
    );
    assert.equal(findings[0]?.remedy, 'write "deny all;" behind the last allow.');
  });

  it('says nothing with a deny', () => {
    assert.deepEqual(find(`server { location / { allow 10.0.0.1; deny all; } }`), []);
  });

  it('says nothing where all may come', () => {
    assert.deepEqual(find(`server { location / { allow all; } }`), []);
  });

  it('says nothing where another way in is enough', () => {
    assert.deepEqual(find(`server { satisfy any; auth_basic x; location / { allow 10.0.0.1; } }`), []);
  });

  it('says nothing where an include may deny', () => {
    assert.deepEqual(find(`server { location / { allow 10.0.0.1; include deny.conf; } }`), []);
  });

  it('says nothing of a list that is included', () => {
    assert.deepEqual(
      find(`allow 10.0.0.1;
allow 10.0.0.2;`),
      [],
    );
  });
});
