import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAboutNginxMachine, readNginxVerdict } from './read-verdict.ts';

const OUTPUT = `2026/11/21 07:00:00 [emerg] 12#12: unknown directive "foo" in /etc/nginx/nginx.conf:12
nginx: [warn] conflicting server name "a" on 0.0.0.0:80, ignored
nginx: [emerg] host not found in upstream "nosuch:80" in n.conf:2
nginx: configuration file n.conf test failed
`;

test('each message of nginx -t has its severity, its place where it names one, and its words', () => {
  assert.deepEqual(readNginxVerdict(OUTPUT), [
    { severity: 'error', path: '/etc/nginx/nginx.conf', line: 12, text: 'unknown directive "foo"' },
    {
      severity: 'warning',
      path: undefined,
      line: undefined,
      text: 'conflicting server name "a" on 0.0.0.0:80, ignored',
    },
    { severity: 'error', path: 'n.conf', line: 2, text: 'host not found in upstream "nosuch:80"' },
  ]);
});

test('a name that does not resolve is about the machine, an unknown directive is not', () => {
  assert.deepEqual(readNginxVerdict(OUTPUT).map(isAboutNginxMachine), [false, false, true]);
});

test('a directive of a module that may be missing here is about the machine, a misspelt one is not', () => {
  const isAbout = (word: string) =>
    readNginxVerdict(`nginx: [emerg] unknown directive "${word}" in n.conf:3`).map(isAboutNginxMachine);
  for (const word of ['stream', 'more_set_headers', 'brotli_types', 'access_by_lua_block'])
    assert.deepEqual(isAbout(word), [true], word);
  for (const word of ['proxy_pas', 'servr']) assert.deepEqual(isAbout(word), [false], word);
});
