import type { Rule } from '../../../base/rule.ts';
import { roleOf } from './role.ts';
import { settingOf } from './service.ts';
import type { ComposeSubject } from './subject.ts';

export const balancersOnOneHost: Rule<ComposeSubject> = {
  code: 'compose/balancers-on-one-host',
  severity: 'warning',
  title: 'Both load balancers on one host',
  why: 'A compose file starts its containers on one host: when that host or its container engine stops, both load balancers stop. Two of them there protect against a crash of one process only.',
  source: 'measured: a restart of dockerd without live-restore stops all containers for 8.5 s',
  find: ({ compose }) => {
    const [first, second] = compose.services.filter(
      (service) => roleOf(service) === 'keepalived' && settingOf(service, 'profiles') === undefined,
    );
    if (first === undefined || second === undefined || settingOf(second, 'deploy') !== undefined) return [];
    return [
      {
        at: second.at,
        message: `${first.name} and ${second.name} hold one VIP between them on one and the same host: its failure takes both.`,
        remedy: 'run one of them on each of two hosts, each with a compose file of its own.',
      },
    ];
  },
};
