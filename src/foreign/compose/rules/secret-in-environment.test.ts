import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { composeSubject } from '../../../../tests/support/compose-subject.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { secretInEnvironment } from './secret-in-environment.ts';

const find = (text: string) => secretInEnvironment.find(composeSubject(text));

describe('secretInEnvironment', () => {
  it('fires at the value of a map', () => {
    const text = `services:
  a:
    environment:
      DB_PASSWORD: geheim
      API_KEY: "1"
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['4:20', '5:16']);
    assert.equal(findings[0]?.message, 'DB_PASSWORD of a is written into this file for all who can read it.');
    assert.equal(
      findings[0]?.remedy,
      'write "${DB_PASSWORD}" and keep the value in the environment, or use "secrets" and DB_PASSWORD_FILE where the image knows it.',
    );
  });

  it('fires at the item of a list', () => {
    const text = `services:
  a:
    environment:
      - A=b
      - Token=a=b
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['5:9']);
    assert.equal(findings[0]?.message, 'Token of a is written into this file for all who can read it.');
    assert.equal(
      findings[0]?.remedy,
      'write "${Token}" and keep the value in the environment, or use "secrets" and Token_FILE where the image knows it.',
    );
  });

  it('says nothing of variables and files', () => {
    assert.deepEqual(
      find(`services:
  a:
    environment: { P_PASSWORD: "\${P}", X_PASSWORD_FILE: /run/x }
`),
      [],
    );
  });

  it('says nothing of what is passed on', () => {
    assert.deepEqual(
      find(`services:
  a:
    environment: [DB_PASSWORD]
`),
      [],
    );
  });

  it('says nothing of empty values', () => {
    assert.deepEqual(
      find(`services:
  a:
    environment: { DB_PASSWORD: "" }
`),
      [],
    );
  });

  it('says nothing of other names', () => {
    assert.deepEqual(
      find(`services:
  a:
    environment: { TOKENS: 1, PASSWORD_LENGTH: 8, COMPASS: n }
`),
      [],
    );
  });
});
