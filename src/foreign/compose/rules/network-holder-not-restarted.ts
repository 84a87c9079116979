import type { Rule } from '../../../base/rule.ts';
import { restarts } from './restarts.ts';
import { isEngine } from './role.ts';
import { isWhole, membersOf } from './service.ts';
import type { ComposeSubject } from './subject.ts';

export const networkHolderNotRestarted: Rule<ComposeSubject> = {
  code: 'compose/network-holder-not-restarted',
  severity: 'warning',
  title: 'Holder of a network without restart policy',
  why: 'When the container that holds the network ends, or the host boots, nothing starts it again, and nothing that joined its network has one.',
  source: 'Docker documentation, "Start containers automatically"; measured with docker-compose 1.29',
  find: ({ compose }) =>
    compose.services
      .filter((service) => isWhole(compose, service) && !isEngine(service) && restarts(service) === false)
      .flatMap((service) => {
        const members = membersOf(compose, service).filter(isEngine);
        if (members.length === 0) return [];
        return [
          {
            at: service.at,
            message: `${service.name} holds the network of ${members.map(({ name }) => name).join(' and ')}, but nothing starts it again when it ends.`,
            remedy: 'write "restart: always".',
          },
        ];
      }),
};
