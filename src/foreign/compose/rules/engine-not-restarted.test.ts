import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { composeSubject } from '../../../../tests/support/compose-subject.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { engineNotRestarted } from './engine-not-restarted.ts';

const find = (text: string) => engineNotRestarted.find(composeSubject(text));

describe('engineNotRestarted', () => {
  it('fires at the service', () => {
    const text = `services:
  nginx:
    image: nginx:1.26
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['2:3']);
    assert.equal(findings[0]?.message, 'Nothing starts nginx again when it ends or the host boots.');
    assert.equal(findings[0]?.remedy, 'write "restart: always".');
  });

  it('fires on "no" and on a swarm\'s none', () => {
    const text = `services:
  nginx:
    image: nginx:1.26
    restart: no
  h:
    image: haproxytech/haproxy-alpine:3.0
    deploy:
      restart_policy: { condition: none }
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['2:3', '5:3']);
    assert.equal(findings[0]?.message, 'Nothing starts nginx again when it ends or the host boots.');
    assert.equal(findings[0]?.remedy, 'write "restart: always".');
  });

  it('says nothing with a policy', () => {
    assert.deepEqual(
      find(`services:
  nginx:
    image: nginx:1.26
    restart: on-failure:3
`),
      [],
    );
  });

  it("says nothing with a swarm's policy", () => {
    assert.deepEqual(
      find(`services:
  nginx:
    image: nginx:1.26
    deploy:
      restart_policy: { delay: 5s }
`),
      [],
    );
  });

  it('says nothing of other services', () => {
    assert.deepEqual(
      find(`services:
  db:
    image: postgres:16
`),
      [],
    );
  });

  it('says nothing of an overlay without an image', () => {
    assert.deepEqual(
      find(`services:
  nginx:
    ports: [80:80]
`),
      [],
    );
  });

  it('says nothing of merged settings', () => {
    assert.deepEqual(
      find(`x-base: &base
  restart: always
services:
  nginx:
    <<: *base
    image: nginx:1
`),
      [],
    );
  });

  it("says nothing of names that only contain an engine's", () => {
    assert.deepEqual(
      find(`services:
  exporter:
    image: quay.io/nginxinc-exporter:1
`),
      [],
    );
  });

  it('says nothing with a file that is included', () => {
    assert.deepEqual(
      find(`include: [a.yml]
services:
  nginx:
    image: nginx:1.26
`),
      [],
    );
  });
});
