import assert from 'node:assert/strict';
import { test } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { missingTimeout } from './missing-timeout.ts';

const find = (text: string) => missingTimeout.find(haproxySubject(text));

test('tells what each side lacks, at the head of its section', () => {
  const text =
    'defaults\n mode http\nfrontend f\n bind :80\nbackend b\n server a 10.0.0.1:80\nlisten l\n bind :81\n server a 10.0.0.1:80\n';
  const findings = find(text);
  assert.deepEqual(placesOf(findings), ['3:1', '5:1', '7:1']);
  assert.deepEqual(
    findings.map(({ message }) => message.split(',')[0]),
    [
      'frontend f has no `timeout client`',
      'backend b has no `timeout connect` and `timeout server`',
      'listen l has no `timeout client` and `timeout connect` and `timeout server`',
    ],
  );
  assert.equal(
    findings[0]?.remedy,
    'set `timeout client` in frontend f or in the defaults that it inherits.',
  );
});

test('zero is none', () => {
  assert.equal(find('defaults\n timeout client 0\nfrontend f\n bind :80\n').length, 1);
});

test('inherited ones count, and in tcp mode a tunnel timeout stands in for that of the server', () => {
  const all = ' timeout client 5s\n timeout connect 5s\n';
  const listen = 'listen l\n bind :81\n server a 10.0.0.1:80\n';
  assert.deepEqual(find(`defaults\n${all} timeout server "$T"\n${listen}`), []);
  assert.deepEqual(find(`defaults\n${all} timeout tunnel 1h\n${listen}`), []);
  assert.match(
    find(`defaults\n mode http\n${all} timeout tunnel 1h\n${listen}`)[0]?.message ?? '',
    /no `timeout server`,/,
  );
});

test('says nothing of a piece, of a backend without servers, or of a frontend without binds', () => {
  assert.deepEqual(find('frontend f\n bind :80\n'), []);
  assert.deepEqual(find('global\nfrontend f\n bind :80\n'), []);
  assert.deepEqual(find('global\nbackend b\n server a 10.0.0.1:80\n'), []);
  assert.deepEqual(find('defaults\nbackend b\n server a 10.0.0.1:80\n'), []);
  assert.deepEqual(find('defaults\n timeout client 5s\nfrontend f\n bind :80\nbackend b\n'), []);
  assert.deepEqual(find('defaults\nfrontend f\n'), []);
});

test('a proxy with timeouts, or global with both sides, is a whole', () => {
  assert.equal(find('frontend f\n bind :80\n timeout http-request 5s\n').length, 1);
  assert.equal(find('global\nfrontend f\n bind :80\nbackend b\n server a 10.0.0.1:80\n').length, 2);
});
