import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composeSubject } from '../../../../tests/support/compose-subject.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { helperWithoutDataPlane2 } from './helper-without-data-plane-2.ts';

const find = (balancer: string, more: string, manager = 'wazuh/wazuh-manager:4.14.7') =>
  helperWithoutDataPlane2.find(
    composeSubject(`services:\n  m:\n    image: ${manager}\n  lb:\n    image: ${balancer}\n${more}`),
  );
const PORT = "    ports: ['5555:5555']\n";

test('an image of HAProxy 3 whose Data Plane API is open to others', () => {
  for (const image of [
    'haproxytech/haproxy-ubuntu:3.0',
    'haproxytech/haproxy-alpine:s6-3.2',
    'haproxytech/haproxy-debian:3',
  ]) {
    const findings = find(image, PORT);
    assert.deepEqual(placesOf(findings), ['5:12']);
    assert.match(findings[0]?.message ?? '', /has version 3 of the Data Plane API/);
  }
  assert.equal(
    find('haproxytech/haproxy-ubuntu:3.0', '    volumes: [./dataplaneapi.yml:/etc/d.yml]\n').length,
    1,
  );
});

test('says nothing otherwise', () => {
  assert.deepEqual(find('haproxytech/haproxy-ubuntu:2.8', PORT), []);
  assert.deepEqual(find('haproxy:3.0', PORT), []);
  assert.deepEqual(find('haproxytech/haproxy-ubuntu:3.0', ''), []);
  assert.deepEqual(find('haproxytech/haproxy-ubuntu:3.0', PORT, 'nginx:1.27'), []);
});
