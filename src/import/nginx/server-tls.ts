import { isHostName } from '../../base/address.ts';
import { settingOf } from '../../engines/nginx/meaning/in-force.ts';
import type { ProxyPass } from '../../engines/nginx/meaning/proxy-passes.ts';
import type { PoolInput } from '../draft.ts';
import { note, type Reading, textOf } from './reading.ts';

/** How nginx speaks TLS to the servers; undefined when it does not. */
export function serverTls(
  reading: Reading,
  { scope, scheme, target, directive }: ProxyPass,
): PoolInput['tls'] {
  const said = (name: string) => settingOf(scope, name)?.args[0];
  const isTls = scope.protocol === 'stream' ? said('proxy_ssl') === 'on' : scheme === 'https';
  if (!isTls) return undefined;
  const isVerified = said('proxy_ssl_verify') === 'on';
  const asks = said('proxy_ssl_server_name') === 'on';
  const name = isVerified || asks ? nameOf(said('proxy_ssl_name') ?? target.host) : undefined;
  if ((isVerified || asks) && name === undefined) {
    const setting = settingOf(scope, 'proxy_ssl_name') ?? directive;
    note(
      reading,
      'import/left-out',
      setting,
      `"${textOf(setting)}" names no server for TLS that a spec could.`,
    );
  }
  const ca = said('proxy_ssl_trusted_certificate');
  return {
    ...(isVerified ? {} : { verify: false }),
    ...(isVerified && ca !== undefined && ca.startsWith('/') ? { ca } : {}),
    ...(name === undefined ? {} : { name }),
  };
}

function nameOf(text: string): string | undefined {
  return isHostName(text) ? text : undefined;
}
