import type { Rule } from '../../../base/rule.ts';
import { hostOf, isLoopback } from '../../is-loopback.ts';
import type { PatroniSubject } from './subject.ts';

const DOES: Readonly<Record<string, string>> = {
  'restapi/listen': 'a load balancer on another machine cannot ask which node is the primary',
  'restapi/connect_address':
    'the other members ask themselves instead of this node before a failover, and stop looking for the best replica',
};

export const apiOnLoopback: Rule<PatroniSubject> = {
  code: 'patroni/api-on-loopback',
  severity: 'error',
  title: "Patroni's API answers this machine alone",
  why: 'Load balancers choose the primary by GET /primary on port 8008, and members compare their positions over the same API before one of them is promoted: on a loopback address neither works.',
  source: 'Patroni documentation, "YAML Configuration Settings": restapi; "Patroni REST API"',
  find({ patroni }) {
    return Object.entries(DOES).flatMap(([key, does]) => {
      const setting = patroni.settings.get(key);
      const value = setting?.value;
      if (setting === undefined || value === undefined || !isLoopback(hostOf(value))) return [];
      return [
        {
          at: setting.at,
          message: `${key.replace('/', '.')} is ${value}: ${does}.`,
          remedy:
            key === 'restapi/listen'
              ? 'listen on an address of the network (0.0.0.0:8008), and let the firewall say who may ask.'
              : 'write the address of this node that the others reach.',
        },
      ];
    });
  },
};
