import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginxSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { applyEdits } from '../../../lint/apply-edits.ts';
import { keepaliveBeforeMethod } from './keepalive-before-method.ts';

const find = (text: string) => keepaliveBeforeMethod.find(nginxSubject(text));

describe('keepaliveBeforeMethod', () => {
  it('fires at keepalive and swaps the two', () => {
    const text = `upstream a {
  keepalive 8;
  server 10.0.0.1;
  hash $uri consistent;
}
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['2:3']);
    assert.equal(
      findings[0]?.message,
      'In the upstream a "keepalive" stands before "hash" (line 4), which undoes it: no connection to these servers is kept.',
    );
    assert.equal(findings[0]?.remedy, 'put "keepalive" behind "hash".');
    const fixed = applyEdits(text, findings[0]?.fix ?? []);
    assert.equal(
      fixed,
      `upstream a {
  hash $uri consistent;
  server 10.0.0.1;
  keepalive 8;
}
`,
    );
    assert.equal(find(fixed).length, 0);
  });

  it('says nothing in the right order', () => {
    assert.deepEqual(find(`upstream a { least_conn; server 10.0.0.1; keepalive 8; }`), []);
  });

  it('says nothing without a method', () => {
    assert.deepEqual(find(`upstream a { keepalive 8; server 10.0.0.1; }`), []);
  });

  it('says nothing without keepalive', () => {
    assert.deepEqual(find(`upstream a { least_conn; server 10.0.0.1; }`), []);
  });
});
