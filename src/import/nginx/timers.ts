import { readDuration } from '../../engines/nginx/meaning/duration.ts';
import { settingOf } from '../../engines/nginx/meaning/in-force.ts';
import type { Scope } from '../../engines/nginx/meaning/scope.ts';
import type { Timers } from './reading.ts';

/**
 * Milliseconds of the time-outs of a server towards its clients, by HAProxy's names, with what nginx goes by when
 * nothing is said: a shorter one would cut requests that ended well (ngx_http_core_module, ngx_stream_proxy_module).
 */
export function clientTimers(server: Scope): Timers {
  if (server.protocol === 'stream') return { client: timer(server, 'proxy_timeout', 600_000) };
  return {
    client: Math.max(timer(server, 'client_body_timeout', 60_000), timer(server, 'send_timeout', 60_000)),
    'http-request': timer(server, 'client_header_timeout', 60_000),
    'http-keep-alive': timer(server, 'keepalive_timeout', 75_000),
  };
}

/**
 * The same towards the servers behind a `proxy_pass`. How long connecting takes is known when it is said: the 60 s of
 * nginx only wait for a dead machine.
 */
export function serverTimers(scope: Scope, isUpgrading: boolean): Timers {
  const connect = settingOf(scope, 'proxy_connect_timeout');
  const connectMs = connect === undefined ? undefined : readDuration(connect.args.join(' '));
  const isStream = scope.protocol === 'stream';
  const server = isStream
    ? timer(scope, 'proxy_timeout', 600_000)
    : Math.max(timer(scope, 'proxy_read_timeout', 60_000), timer(scope, 'proxy_send_timeout', 60_000));
  return {
    ...(connectMs === undefined ? {} : { connect: connectMs }),
    server,
    ...(isStream || isUpgrading ? { tunnel: server } : {}),
  };
}

function timer(scope: Scope, name: string, usual: number): number {
  return readDuration(settingOf(scope, name)?.args[0] ?? '') ?? usual;
}
