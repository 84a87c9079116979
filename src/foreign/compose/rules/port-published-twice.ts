import type { Rule } from '../../../base/rule.ts';
import { publishedOf } from './published.ts';
import { settingOf } from './service.ts';
import type { ComposeSubject } from './subject.ts';

export const portPublishedTwice: Rule<ComposeSubject> = {
  code: 'compose/port-published-twice',
  severity: 'error',
  title: 'Two services publish one port',
  why: 'The second container does not start ("port is already allocated"), and which one is second may change with each boot.',
  source: 'Docker: "Bind for 0.0.0.0:443 failed: port is already allocated"',
  find: ({ compose }) => {
    const all = compose.services
      .filter(
        (service) =>
          settingOf(service, 'profiles') === undefined && settingOf(service, 'deploy') === undefined,
      )
      .flatMap((service) => publishedOf(service).map((port) => ({ service, port })));
    return all.flatMap(({ service, port }, index) => {
      const former = all
        .slice(0, index)
        .find(
          ({ port: other }) =>
            other.port === port.port &&
            other.protocol === port.protocol &&
            (other.host === port.host || other.host === '' || port.host === ''),
        );
      if (former === undefined) return [];
      return [
        {
          at: port.at,
          message: `${former.service.name} publishes port ${port.port}/${port.protocol} of this host already (line ${former.port.at.line}): ${service.name} does not start.`,
          remedy: 'give each its own address of the host ("192.0.2.11:443:443"), or another port.',
        },
      ];
    });
  },
};
