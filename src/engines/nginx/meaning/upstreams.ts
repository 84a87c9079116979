import { parseIp } from '../../../base/address.ts';
import { remembered } from '../../remembered.ts';
import type { Directive, NginxSource } from '../grammar/source.ts';
import { ownOf } from './in-force.ts';
import { type Protocol, type Scope, scopesOfKind } from './scope.ts';

/** The servers that a `proxy_pass` may name together. */
export interface Upstream {
  readonly name: string;
  readonly protocol: Protocol | undefined;
  readonly scope: Scope;
  readonly directive: Directive;
  readonly servers: readonly UpstreamServer[];
}

export interface UpstreamServer extends Target {
  readonly directive: Directive;
  readonly isBackup: boolean;
  readonly isDown: boolean;
  /** `weight=3`, `resolve`, … */
  readonly params: readonly string[];
}

export interface Target {
  /** As written. */
  readonly address: string;
  /** Without brackets and port; a path for a Unix socket. */
  readonly host: string;
  readonly port: number | undefined;
  readonly kind: 'ip' | 'name' | 'socket' | 'variable';
  /** The machine itself. */
  readonly isLocal: boolean;
}

export const upstreamsOf = remembered((nginx: NginxSource): readonly Upstream[] => {
  return scopesOfKind(nginx, 'upstream').flatMap((scope) => {
    const { directive, protocol } = scope;
    const name = directive?.args[0];
    if (directive === undefined || name === undefined) return [];
    return [{ name, protocol, scope, directive, servers: ownOf(scope, 'server').flatMap(readServer) }];
  });
});

function readServer(directive: Directive): readonly UpstreamServer[] {
  const [address, ...params] = directive.args;
  if (address === undefined) return [];
  const said = { directive, params, isBackup: params.includes('backup'), isDown: params.includes('down') };
  return [{ ...readTarget(address), ...said }];
}

/** `10.0.0.1:80`, `[fd00::1]:80`, `app:80`, `unix:/run/app.sock`, `$name`. */
export function readTarget(address: string): Target {
  if (address.includes('$'))
    return { address, host: address, port: undefined, kind: 'variable', isLocal: false };
  if (address.startsWith('unix:'))
    return { address, host: address.slice('unix:'.length), port: undefined, kind: 'socket', isLocal: true };
  const match = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d+))?$/.exec(address);
  const host = match?.[1] ?? match?.[2] ?? address;
  const port = match?.[3] === undefined ? undefined : Number(match[3]);
  const ip = parseIp(host);
  const isLocal =
    host === 'localhost' || ip?.address === '::1' || (ip !== undefined && host.startsWith('127.'));
  return { address, host, port, kind: ip === undefined ? 'name' : 'ip', isLocal };
}
