import assert from 'node:assert/strict';
import { test } from 'node:test';
import { haproxySubject } from '../../../../tests/support/lint-subjects.ts';
import { isWhole } from './is-whole.ts';

const of = (text: string) => isWhole(haproxySubject(text).haproxy);

test('defaults, timeouts of a proxy, or global with both sides make a whole', () => {
  assert.ok(of('defaults\n mode http\n'));
  assert.ok(of('frontend f\n bind :80\n timeout client 5s\n'));
  assert.ok(of('global\nfrontend f\n bind :80\nbackend b\n server a 10.0.0.1:80\n'));
});

test('sections as a manual shows them are a piece', () => {
  assert.ok(!of(''));
  assert.ok(!of('global\n maxconn 100\n'));
  assert.ok(!of('global\nfrontend f\n bind :80\n'));
  assert.ok(!of('global\nbackend b\n server a 10.0.0.1:80\n'));
  assert.ok(!of('frontend f\n bind :80\nbackend b\n server a 10.0.0.1:80\n'));
});

test('the same files are asked once', () => {
  const { haproxy } = haproxySubject('defaults\n');
  assert.equal(isWhole(haproxy), isWhole({ ...haproxy }));
  assert.ok(isWhole(haproxy));
});
