import type { Rule } from '../../../base/rule.ts';
import { listSettings } from '../grammar/find-setting.ts';
import { engineOfUnit } from './engine-of-unit.ts';
import type { SystemdSubject } from './subject.ts';

const BINDINGS = ['Requires', 'BindsTo', 'PartOf'];

export const keepalivedBoundToBalancer: Rule<SystemdSubject> = {
  code: 'systemd/keepalived-bound-to-balancer',
  severity: 'warning',
  title: 'Restarting the balancer restarts Keepalived',
  why: 'systemd stops and starts Keepalived with the unit it is bound to, so that each restart of the balancer moves the VIP, and a balancer that does not start takes VRRP down with it.',
  source: 'systemd.unit(5) Requires=, BindsTo=, PartOf=',
  find({ systemd }) {
    const isKeepalived = engineOfUnit(systemd) === 'keepalived' || systemd.name === 'keepalived.service';
    if (!isKeepalived) return [];
    return BINDINGS.flatMap((key) =>
      listSettings(systemd, 'Unit', key).flatMap(({ value, at }) => {
        const balancer = /(?:^|\s)((?:haproxy|nginx)\.service)(?=\s|$)/.exec(value)?.[1];
        if (balancer === undefined) return [];
        return [
          {
            at,
            message: `${key}=${balancer} stops Keepalived whenever ${balancer} is stopped or restarted: the VIP moves for each restart of the balancer.`,
            remedy: `replace it with Wants=${balancer} and let Keepalived track the balancer (track_process or track_script).`,
          },
        ];
      }),
    );
  },
};
