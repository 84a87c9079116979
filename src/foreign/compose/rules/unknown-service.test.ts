import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { composeSubject } from '../../../../tests/support/compose-subject.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { unknownService } from './unknown-service.ts';

const find = (text: string) => unknownService.find(composeSubject(text));

describe('unknownService', () => {
  it('fires at network_mode and depends_on', () => {
    const text = `services:
  a:
    network_mode: service:node
    depends_on: [b]
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['3:19', '4:18']);
    assert.equal(
      findings[0]?.message,
      'a names the service node, which is not in this file: Compose refuses all of it.',
    );
    assert.equal(findings[0]?.remedy, 'write the name of a service of this file (a).');
  });

  it('fires at the key of a map', () => {
    const text = `services:
  a:
    depends_on:
      b: { condition: service_started }
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['4:7']);
    assert.equal(
      findings[0]?.message,
      'a names the service b, which is not in this file: Compose refuses all of it.',
    );
    assert.equal(findings[0]?.remedy, 'write the name of a service of this file (a).');
  });

  it('says nothing of services of the file', () => {
    assert.deepEqual(
      find(`services:
  nginx:
    image: nginx:1.26
  a:
    network_mode: service:nginx
    depends_on: [nginx]
`),
      [],
    );
  });

  it('says nothing of containers and the host', () => {
    assert.deepEqual(
      find(`services:
  a:
    network_mode: container:x
  b:
    network_mode: host
`),
      [],
    );
  });

  it('says nothing where others are included', () => {
    assert.deepEqual(
      find(`include: [a.yml]
services:
  a:
    depends_on: [b]
`),
      [],
    );
  });

  it('says nothing of variables', () => {
    assert.deepEqual(
      find(`services:
  a:
    network_mode: "service:\${N}"
`),
      [],
    );
  });
});
