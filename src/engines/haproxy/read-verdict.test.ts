import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAboutHaproxyMachine, readHaproxyVerdict } from './read-verdict.ts';

const OUTPUT = `[NOTICE]   (4864) : haproxy version is 2.6.12
[ALERT]    (4864) : config : parsing [a/h.cfg:2] : cannot find user id for 'nosuchuser' (0:Success)
[ALERT]    (4864) : config : [a/h.cfg:12] : 'server b/a' : unknown keyword 'foo'; did you mean 'tfo' maybe ?
[WARNING]  (4864) : config : 'option httplog' not usable with proxy 'x' (needs 'mode http'). Falling back to 'option tcplog'.
[ALERT]    (4864) : config : Error(s) found in configuration file : a/h.cfg
[ALERT]    (4864) : config : Fatal errors found in configuration.
`;

test('each message of haproxy -c has its severity, its place where it names one, and its words', () => {
  assert.deepEqual(readHaproxyVerdict(OUTPUT), [
    { severity: 'error', path: 'a/h.cfg', line: 2, text: "cannot find user id for 'nosuchuser' (0:Success)" },
    {
      severity: 'error',
      path: 'a/h.cfg',
      line: 12,
      text: "'server b/a' : unknown keyword 'foo'; did you mean 'tfo' maybe?",
    },
    {
      severity: 'warning',
      path: undefined,
      line: undefined,
      text: "'option httplog' not usable with proxy 'x' (needs 'mode http'). Falling back to 'option tcplog'",
    },
  ]);
});

test('a missing account or file is about the machine, an unknown keyword is not', () => {
  assert.deepEqual(readHaproxyVerdict(OUTPUT).map(isAboutHaproxyMachine), [true, false, false]);
});

test('a group of the node and a part that this HAProxy was built without are about the machine', () => {
  const messages =
    readHaproxyVerdict(`[ALERT]    (1) : config : parsing [h.cfg:8] : 'stats socket' : ''group' : unknown group name 'kolla''.
[ALERT]    (1) : config : parsing [h.cfg:9] : 'bind' : unsupported stream protocol for datagram family 2 address 'quic4@:443'; QUIC is not compiled in if this is what you were looking for.
`);
  assert.deepEqual(messages.map(isAboutHaproxyMachine), [true, true]);
});
