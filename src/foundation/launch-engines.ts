import { join } from 'node:path';
import { RUN_FILES } from '../release/foundation-config.ts';
import { type GuestProcess, startGuest } from './guest-process.ts';

/** Full paths of what the foundation runs. */
export interface EngineCommands {
  readonly haproxy: string;
  /** undefined = this machine has none, and only a release that needs it is refused. */
  readonly nginx: string | undefined;
  readonly keepalived: string;
  readonly ip: string;
}

export const ENGINE_FILES = { haproxy: 'haproxy.cfg', nginx: 'nginx.conf' } as const;

/** Pid files of Keepalived's parent and VRRP child. */
export function keepalivedPidFiles(runDir: string): { readonly parent: string; readonly vrrp: string } {
  return { parent: join(runDir, 'keepalived.pid'), vrrp: join(runDir, 'vrrp.pid') };
}

/** -db: one process in the foreground. In master-worker mode the death of master or worker would cut old sessions too. */
export function launchHaproxy(command: string, runDir: string, sockets: readonly number[]): GuestProcess {
  const file = join(runDir, RUN_FILES.active, 'haproxy.cfg');
  return startGuest(command, ['-db', '-f', file], join(runDir, RUN_FILES.log, 'haproxy.log'), sockets);
}

/** nginx is told which descriptors it inherits and finds the one for each `listen` by protocol and address. */
export function launchNginx(
  command: string | undefined,
  runDir: string,
  sockets: readonly number[],
): GuestProcess {
  const file = join(runDir, RUN_FILES.active, ENGINE_FILES.nginx);
  const log = join(runDir, RUN_FILES.log, 'nginx.log');
  return startGuest(command ?? 'nginx', ['-c', file], log, sockets, inheritedByNginx(sockets.length));
}

/** Its own way to hand sockets to the next binary, since 0.x (`ngx_set_inherited_sockets`). */
export function inheritedByNginx(count: number): Readonly<Record<string, string>> {
  return { NGINX: Array.from({ length: count }, (_, index) => `${3 + index};`).join('') };
}

/** -R: when the VRRP child dies the parent ends too, so that we decide when the next one may start. */
export function launchKeepalived(command: string, runDir: string): GuestProcess {
  const file = join(runDir, RUN_FILES.active, 'keepalived.conf');
  const { parent, vrrp } = keepalivedPidFiles(runDir);
  return startGuest(
    command,
    ['-n', '-l', '-D', '-P', '-R', '-f', file, '-p', parent, '-r', vrrp],
    join(runDir, RUN_FILES.log, 'keepalived.log'),
    [],
    // Keepalived writes its state dump to one fixed name in there: not into a directory that others share.
    { TMPDIR: runDir },
  );
}
