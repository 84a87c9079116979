import { test } from 'node:test';
import { needCommands } from '../support/engines-accept.ts';
import { nginxAcceptsAny } from '../support/nginx-accepts-any.ts';

test('nginx accepts the file of any valid spec without a warning', { timeout: 120_000 }, async () => {
  needCommands({ nginx: 'nginx-light', unshare: 'util-linux', openssl: 'openssl' });
  await nginxAcceptsAny(30);
});
