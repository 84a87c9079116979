import { remembered } from '../../remembered.ts';
import type { Directive, NginxSource } from '../grammar/source.ts';
import { ownOf } from './in-force.ts';
import { type Scope, scopesOfKind } from './scope.ts';

/** One `listen` of a `server`. */
export interface Listen {
  readonly server: Scope;
  readonly directive: Directive;
  /** `0.0.0.0:443`, `[::]:443`, `unix:/…`: the same text for the same socket. */
  readonly socket: string;
  readonly port: number | undefined;
  /** `ssl`, `default_server`, … */
  readonly params: readonly string[];
}

export const listensOf = remembered((nginx: NginxSource): readonly Listen[] =>
  scopesOfKind(nginx, 'server').flatMap(readListens),
);

/** Of one `server`. */
export const readListens = remembered((server: Scope): readonly Listen[] =>
  ownOf(server, 'listen').flatMap((directive) => {
    const [address, ...params] = directive.args;
    return address === undefined ? [] : [{ server, directive, params, ...socketOf(address) }];
  }),
);

function socketOf(address: string): Pick<Listen, 'socket' | 'port'> {
  if (address.startsWith('unix:')) return { socket: address, port: undefined };
  const match = /^(?:(\[[^\]]*\]|[^:]*):)?(\d+)$/.exec(address);
  const host = match === null ? address : (match[1] ?? '*');
  const port = match === null ? 80 : Number(match[2]);
  return { socket: `${host === '*' || host === '' ? '0.0.0.0' : host.toLowerCase()}:${port}`, port };
}
