import type { Rule } from '../../../base/rule.ts';
import { OR_RENDER } from './rendered.ts';
import { isEngine } from './role.ts';
import { ownerOf, settingOf } from './service.ts';
import type { ComposeSubject } from './subject.ts';

export const networkOwnedByEngine: Rule<ComposeSubject> = {
  code: 'compose/network-owned-by-engine',
  severity: 'error',
  title: 'An engine owns the network of another',
  why: 'The network of a container goes away when the container is restarted. Whoever joined it stays in the old one without an interface: Keepalived enters the fault state for good, while "docker ps" shows it as Up.',
  source:
    'measured with docker-compose 1.29 and podman 4.3: 3.0 s outage at the first restart of nginx, a total one without end at the second; docker/compose#7765',
  find: ({ compose }) =>
    compose.services.flatMap((service) => {
      const owner = ownerOf(compose, service);
      const mode = settingOf(service, 'network_mode');
      if (owner === undefined || mode === undefined || !isEngine(owner)) return [];
      return [
        {
          at: mode.value.at,
          message: `${service.name} lives in the network of ${owner.name}, which is itself restarted and updated: each restart of ${owner.name} leaves ${service.name} without an interface until somebody restarts it too.`,
          remedy: `let a service that does nothing hold the network (a "pause" container with "restart: always"), and let ${owner.name} and ${service.name} both join it${OR_RENDER}`,
        },
      ];
    }),
};
