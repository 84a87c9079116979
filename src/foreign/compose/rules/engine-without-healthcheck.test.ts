import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { composeSubject } from '../../../../tests/support/compose-subject.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { engineWithoutHealthcheck } from './engine-without-healthcheck.ts';

const find = (text: string) => engineWithoutHealthcheck.find(composeSubject(text));

describe('engineWithoutHealthcheck', () => {
  it('fires at the service', () => {
    const text = `services:
  nginx:
    image: nginx:1.26
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['2:3']);
    assert.equal(findings[0]?.message, 'Nothing checks whether nginx works; "Up" says only that it runs.');
    assert.equal(
      findings[0]?.remedy,
      'write a "healthcheck" that asks it for a page, or looks for its interface; or let `holdfast render --target compose` write the file.',
    );
  });

  it('says nothing with one', () => {
    assert.deepEqual(
      find(`services:
  nginx:
    image: nginx:1.26
    healthcheck: { test: curl x }
`),
      [],
    );
  });

  it('says nothing of an image that is built here', () => {
    assert.deepEqual(
      find(`services:
  nginx:
    build: .
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

  it('knows an engine by the program that it runs, whatever the image is called', () => {
    assert.deepEqual(
      placesOf(
        find(`services:
  a:
    image: registry/edge:1
    entrypoint: [/usr/sbin/keepalived, -n]
  b:
    image: registry/edge:1
    command: nginx -g 'daemon off;'
  c:
    image: registry/edge:1
    entrypoint: /start.sh
    command: nginx
`),
      ),
      ['2:3', '5:3'],
    );
  });
});
