import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOptions } from './options.ts';

test('defaults are 200 connections a second and a second of patience', () => {
  assert.deepEqual(readOptions(['--url', 'http://10.77.0.100/', '--out', 'f']), {
    target: { kind: 'http', host: '10.77.0.100', port: 80, path: '/' },
    rate: 200,
    timeoutMs: 1000,
    forMs: 10_000,
    longSessions: 0,
    out: 'f',
  });
});

test('long requests ask for it and get that much more time', () => {
  const options = readOptions(['--url', 'http://[fd00::1]:81/x', '--out', 'f', '--request-ms', '300']);
  assert.deepEqual(options?.target, { kind: 'http', host: 'fd00::1', port: 81, path: '/slow?ms=300' });
  assert.equal(options?.timeoutMs, 1300);
});

test('a TCP target is a host and a port', () => {
  assert.deepEqual(readOptions(['--tcp', '[fd00::1]:7', '--out', 'f'])?.target, {
    kind: 'tcp',
    host: 'fd00::1',
    port: 7,
    path: '',
  });
});

test('nonsense is wrong usage, never a guess', () => {
  const base = ['--url', 'http://a/', '--out', 'f'];
  assert.equal(readOptions([]), undefined);
  assert.equal(readOptions(['--url', 'http://a/']), undefined);
  assert.equal(readOptions(['--url', 'https://a/', '--out', 'f']), undefined);
  assert.equal(readOptions(['--tcp', 'a:0', '--out', 'f']), undefined);
  assert.equal(readOptions([...base, '--rate', '0']), undefined);
  assert.equal(readOptions([...base, '--rate', '']), undefined);
  assert.equal(readOptions([...base, '--for-ms', '-1']), undefined);
  assert.equal(readOptions([...base, '--what']), undefined);
});
