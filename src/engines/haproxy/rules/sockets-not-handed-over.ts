import type { Rule } from '../../../base/rule.ts';
import { spanOf } from '../meaning/span-of.ts';
import type { HaproxySubject } from './subject.ts';

export const socketsNotHandedOver: Rule<HaproxySubject> = {
  code: 'haproxy/sockets-not-handed-over',
  severity: 'info',
  title: 'A reload without master-worker may reset connections',
  why: 'A HAProxy that is reloaded by `-D -sf PID` gives its listening sockets to the next one only through `-x` and a stats socket with `expose-fd listeners`; otherwise connections that wait in the old ones are reset. In master-worker mode (-W, as systemd units start it) nothing of this is needed.',
  source:
    'management guide, 4; measured: `-D -sf` without `-x` reset 2 to 10 connections in 50 to 100 reloads, with it none',
  find: ({ haproxy }) => {
    const has = (keyword: string) => haproxy.globals.some(({ byKeyword }) => byKeyword.has(keyword));
    if (!has('daemon') || !has('pidfile') || has('master-worker')) return [];
    const daemon = haproxy.globals.flatMap(({ byKeyword }) => byKeyword.get('daemon') ?? []).at(-1);
    const sockets = haproxy.globals
      .flatMap(({ byKeyword }) => byKeyword.get('stats') ?? [])
      .filter(({ args }) => args[0] === 'socket');
    if (
      daemon === undefined ||
      daemon.isConditional ||
      sockets.some(({ args }) => args.includes('expose-fd'))
    )
      return [];
    return [
      {
        at: spanOf(daemon),
        message:
          '`daemon` and `pidfile` without `master-worker`: when reloads run `haproxy -D -sf PID` without `-x`, connections that wait to be accepted are reset.',
        remedy:
          'start HAProxy with -W (or -Ws) and reload by signal, or add `expose-fd listeners` to the stats socket and reload with `-x`.',
      },
    ];
  },
};
