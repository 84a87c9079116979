import type { Rule } from '../../../base/rule.ts';
import { settingOf, textOf } from './service.ts';
import type { ComposeSubject } from './subject.ts';

export const privilegedContainer: Rule<ComposeSubject> = {
  code: 'compose/privileged-container',
  severity: 'warning',
  title: 'Container with all rights of the host',
  why: 'A privileged container sees all devices of the host and may load kernel modules: who breaks into it owns the host. Load balancers face the network.',
  source: 'docker run --privileged, documentation',
  find: ({ compose }) =>
    compose.services.flatMap((service) => {
      const setting = settingOf(service, 'privileged');
      if (setting === undefined || textOf(service, 'privileged') !== 'true') return [];
      return [
        {
          at: setting.at,
          message: `${service.name} runs with all rights of the host.`,
          remedy:
            'write "cap_add" with what it needs; Keepalived needs NET_ADMIN, NET_RAW and NET_BROADCAST.',
        },
      ];
    }),
};
