import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { composeSubject } from '../../../../tests/support/compose-subject.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { imageNotPinned } from './image-not-pinned.ts';

const find = (text: string) => imageNotPinned.find(composeSubject(text));

describe('imageNotPinned', () => {
  it('fires at the image', () => {
    const text = `services:
  a:
    image: nginx
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['3:12']);
    assert.equal(
      findings[0]?.message,
      'nginx is whatever is newest when it is pulled: two nodes may run different versions.',
    );
    assert.equal(findings[0]?.remedy, 'name a version, or a digest.');
  });

  it('fires on latest, with a registry that has a port', () => {
    const text = `services:
  a:
    image: registry.example:5000/a/nginx:latest
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['3:12']);
    assert.equal(
      findings[0]?.message,
      'registry.example:5000/a/nginx:latest is whatever is newest when it is pulled: two nodes may run different versions.',
    );
    assert.equal(findings[0]?.remedy, 'name a version, or a digest.');
  });

  it("takes the registry's port for none", () => {
    const text = `services:
  a:
    image: registry.example:5000/nginx
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['3:12']);
    assert.equal(
      findings[0]?.message,
      'registry.example:5000/nginx is whatever is newest when it is pulled: two nodes may run different versions.',
    );
    assert.equal(findings[0]?.remedy, 'name a version, or a digest.');
  });

  it('says nothing of versions and digests', () => {
    assert.deepEqual(
      find(`services:
  a:
    image: nginx:1.26
  b:
    image: nginx@sha256:00
`),
      [],
    );
  });

  it('says nothing of variables', () => {
    assert.deepEqual(
      find(`services:
  a:
    image: nginx:\${V}
`),
      [],
    );
  });

  it('says nothing of images that are built here', () => {
    assert.deepEqual(
      find(`services:
  a:
    image: mine
    build: .
`),
      [],
    );
  });

  it('says nothing of no image', () => {
    assert.deepEqual(
      find(`services:
  a:
    build: .
`),
      [],
    );
  });
});
