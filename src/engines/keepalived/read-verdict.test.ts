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
      ['error', 'k.conf', 8],
      ['error', 'k.conf', 10],
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
