import type { Rule } from '../../../base/rule.ts';
import { restarts } from './restarts.ts';
import { isEngine } from './role.ts';
import { isWhole } from './service.ts';
import type { ComposeSubject } from './subject.ts';

export const engineNotRestarted: Rule<ComposeSubject> = {
  code: 'compose/engine-not-restarted',
  severity: 'warning',
  title: 'Load balancer without restart policy',
  why: 'The default is "no": after a crash, an out-of-memory kill or a reboot the load balancer stays down until somebody comes.',
  source: 'Compose specification, restart',
  find: ({ compose }) =>
    compose.services
      .filter((service) => isEngine(service) && isWhole(compose, service) && restarts(service) === false)
      .map((service) => ({
        at: service.at,
        message: `Nothing starts ${service.name} again when it ends or the host boots.`,
        remedy: 'write "restart: always".',
      })),
};
