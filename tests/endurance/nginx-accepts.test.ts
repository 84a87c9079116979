import { test } from 'node:test';
import { needCommands } from '../support/engines-accept.ts';
import { nginxAcceptsAny } from '../support/nginx-accepts-any.ts';

test('nginx accepts the files of hundreds of valid specs without a warning', {
  timeout: 600_000,
}, async () => {
  needCommands({ nginx: 'nginx-light', unshare: 'util-linux', openssl: 'openssl' });
  await nginxAcceptsAny(600);
});
