import assert from 'node:assert/strict';
import { test } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { keepAliveCutAtReload } from './keep-alive-cut-at-reload.ts';

const find = (text: string) => keepAliveCutAtReload.find(haproxySubject(text));

test('tells an http frontend that others can reach', () => {
  const findings = find('defaults\n mode http\nfrontend f\n bind :80\nlisten l\n bind :81\n');
  assert.deepEqual(placesOf(findings), ['3:1', '5:1']);
  assert.match(findings[0]?.message ?? '', /^frontend f closes idle kept-alive connections at every reload/);
});

test('says nothing with the option, without keep-alive, in tcp mode, on loopback, or of a piece', () => {
  assert.deepEqual(find('defaults\n mode http\n option idle-close-on-response\nfrontend f\n bind :80\n'), []);
  assert.deepEqual(find('defaults\n mode http\n option httpclose\nfrontend f\n bind :80\n'), []);
  assert.deepEqual(find('defaults\nfrontend f\n bind :80\n'), []);
  assert.deepEqual(find('defaults\n mode http\nfrontend f\n bind 127.0.0.1:80\n'), []);
  assert.deepEqual(find('frontend f\n mode http\n bind :80\n'), []);
});
