import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginxSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { hashWithoutConsistent } from './hash-without-consistent.ts';

const find = (text: string) => hashWithoutConsistent.find(nginxSubject(text));

describe('hashWithoutConsistent', () => {
  it('fires at hash', () => {
    const text = `upstream a {
  hash $uri;
  server 10.0.0.1;
  server 10.0.0.2;
  server 10.0.0.3;
}`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['2:3']);
    assert.equal(
      findings[0]?.message,
      'In the upstream a one server more or less gives most keys another of its 3 servers.',
    );
    assert.equal(findings[0]?.remedy, 'write "hash $uri consistent;".');
  });

  it('says nothing where it is consistent', () => {
    assert.deepEqual(
      find(`upstream a { hash $uri consistent; server 10.0.0.1; server 10.0.0.2; server 10.0.0.3; }`),
      [],
    );
  });

  it('says nothing of two servers', () => {
    assert.deepEqual(find(`upstream a { hash $uri; server 10.0.0.1; server 10.0.0.2; }`), []);
  });
});
