import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAboutKeepalivedMachine, readKeepalivedVerdict } from './read-verdict.ts';

const OUTPUT = `(k.conf: Line 8) Unable to set default user for vrrp script chk - removing
(k.conf: Line 10) (VI_1) unknown state 'MASTERR', defaulting to BACKUP
(k.conf: Line 11) WARNING - interface eth7 for vrrp_instance VI_1 doesn't exist
(Line 17) Truncating auth_pass to 8 characters
Non-existent interface specified in configuration
`;

test('each message of keepalived -t has its severity, its place where it names one, and its words', () => {
  const messages = readKeepalivedVerdict(OUTPUT);
  assert.deepEqual(
    messages.map(({ severity, path, line }) => [severity, path, line]),
    [
      ['warning', 'k.conf', 8],
      ['warning', 'k.conf', 10],
      ['warning', 'k.conf', 11],
      ['warning', undefined, 17],
      ['error', undefined, undefined],
    ],
  );
  assert.equal(messages[2]?.text, "interface eth7 for vrrp_instance VI_1 doesn't exist");
});

test('accounts and interfaces are about the machine, a wrong state and a long password are not', () => {
  assert.deepEqual(readKeepalivedVerdict(OUTPUT).map(isAboutKeepalivedMachine), [
    true,
    false,
    true,
    false,
    true,
  ]);
});

test('what works all the same is advice; what an include or a route lacks is about the machine', () => {
  const [deprecated, advice, missing, route] =
    readKeepalivedVerdict(`(k.conf: Line 3) "gw" for routes is deprecated. Please use "via"
(k.conf: Line 3) Please use global lvs_sync_daemon
(k.conf: Line 4) Config files missing '/etc/keepalived/conf.d/*.conf'
(k.conf: Line 5) Warning - cannot track route 10.0.0.0/24 with no interface specified, not tracking
`);
  assert.deepEqual([deprecated?.severity, advice?.severity], ['info', 'info']);
  assert.ok(missing !== undefined && isAboutKeepalivedMachine(missing));
  assert.ok(route !== undefined && isAboutKeepalivedMachine(route));
});
