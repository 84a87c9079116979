import { join } from 'node:path';
import { RUN_FILES } from '../release/foundation-config.ts';
import { type GuestProcess, startGuest } from './guest-process.ts';

/** Full paths of what the foundation runs. */
export interface EngineCommands {
  readonly haproxy: string;
  readonly keepalived: string;
  readonly ip: string;
}

/** Pid files of Keepalived's parent and VRRP child. */
export function keepalivedPidFiles(runDir: string): { readonly parent: string; readonly vrrp: string } {
  return { parent: join(runDir, 'keepalived.pid'), vrrp: join(runDir, 'vrrp.pid') };
}

/** -db: one process in the foreground. In master-worker mode the death of master or worker would cut old sessions too. */
export function launchHaproxy(command: string, runDir: string, sockets: readonly number[]): GuestProcess {
  const file = join(runDir, RUN_FILES.active, 'haproxy.cfg');
  return startGuest(command, ['-db', '-f', file], join(runDir, RUN_FILES.log, 'haproxy.log'), sockets);
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
