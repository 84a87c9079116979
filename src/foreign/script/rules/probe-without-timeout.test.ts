import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptSubject } from '../../../../tests/support/foreign-subjects.ts';
import { probeWithoutTimeout } from './probe-without-timeout.ts';

const find = (text: string, path?: string) => probeWithoutTimeout.find(scriptSubject(text, path));

test('curl and wget without a limit are found at their name', () => {
  const [curl] = find('#!/bin/sh\nok=$(curl -s http://10.0.0.1/health)\n');
  assert.deepEqual([curl?.at.line, curl?.at.column, curl?.remedy], [2, 6, 'add --max-time 2.']);
  const [wget] = find('/usr/bin/wget -q -O- http://10.0.0.1/\n');
  assert.match(wget?.message ?? '', /^This wget waits 900 s/);
  assert.equal(find('curl --connect-timeout 2 "$URL"\n').length, 1);
});

test('a limit in any form is enough', () => {
  for (const command of [
    'curl -m 2 http://a/',
    'curl -sfm2 http://a/',
    'curl --max-time 1.5 http://a/',
    'curl --max-time=2 http://a/',
    'timeout 3 curl -s http://a/',
    'sudo timeout -k 1 3 curl -s http://a/',
    'wget -T 2 -t 1 http://a/',
    'wget --timeout=2 http://a/',
    'curl $CURL_OPTIONS http://a/',
    'curl -K check.curlrc',
    'curl --version',
  ])
    assert.deepEqual(find(`${command}\n`), [], command);
});

test('only checks are judged: by their name, or by how they speak', () => {
  assert.deepEqual(find('curl -s http://a/\n', 'install.sh'), []);
  assert.equal(find('curl -s http://a/ || exit 2\necho "OK: fine"\n', 'vip.sh').length, 1);
  for (const name of ['chk_haproxy', 'bin/healthcheck.sh', 'haproxy-alive', 'track_vip.sh'])
    assert.equal(find('curl -s http://a/\n', name).length, 1, name);
  assert.deepEqual(find('curl -s http://a/\n', 'checks/install.sh'), []);
});
