/** What Keepalived's own dump tells of one VRRP instance. Moments are milliseconds since 1970. */
export interface InstanceDump {
  readonly instance: string;
  readonly role: 'MASTER' | 'BACKUP' | 'FAULT' | 'unknown';
  /** Of this node: base and track files. */
  readonly priority: number | undefined;
  /** Whose adverts it takes; undefined = it is the master itself, or has heard none yet. */
  readonly master: { readonly address: string; readonly priority: number } | undefined;
  /** When it heard the master's last advert, or as master sent its own; undefined = not known. */
  readonly advertAtMs: number | undefined;
  readonly transitionAtMs: number | undefined;
}

/**
 * Reads `keepalived.data`, as Keepalived 2.2 writes it at SIGUSR1. What a version words otherwise is left undefined. When the
 * last advert was heard is not in it by itself: a backup waits until `Read timeout`, which is `Master down timer` after it; a
 * master sends the next one then (vrrp_scheduler.c, vrrp_dispatcher_read_timeout).
 */
export function readDump(text: string): readonly InstanceDump[] {
  return text
    .split(/^ VRRP Instance = /m)
    .slice(1)
    .map((part) => {
      const [instance = ''] = part.split('\n', 1);
      const of = (name: string) => new RegExp(`^   ${name} = (.+)$`, 'm').exec(part)?.[1];
      const number = (name: string) => numberOf(of(name));
      const role = ROLES.find((word) => word === of('State')) ?? 'unknown';
      const [address, masterPriority] = [of('Master router'), number('Master priority')];
      const dueS = number('Read timeout');
      const waitUs = role === 'BACKUP' ? number('Master down timer') : intervalUs(of('Advert interval'));
      const transitionS = number('Last transition');
      return {
        instance: instance.trim(),
        role,
        priority: number('Effective priority'),
        master:
          role !== 'BACKUP' || address === undefined || !masterPriority
            ? undefined
            : { address, priority: masterPriority },
        advertAtMs:
          role === 'FAULT' || !dueS || waitUs === undefined
            ? undefined
            : Math.round(dueS * 1e3 - waitUs / 1e3),
        transitionAtMs: transitionS ? Math.round(transitionS * 1e3) : undefined,
      };
    });
}

const ROLES = ['MASTER', 'BACKUP', 'FAULT'] as const;

function numberOf(text: string | undefined): number | undefined {
  const number = Number.parseFloat(text ?? '');
  return Number.isNaN(number) ? undefined : number;
}

/** `50 milli-sec`, `1 sec`. */
function intervalUs(text = ''): number | undefined {
  const number = numberOf(text);
  return number === undefined ? undefined : number * (text.includes('milli') ? 1e3 : 1e6);
}
