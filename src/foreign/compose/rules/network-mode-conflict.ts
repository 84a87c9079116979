import type { Rule } from '../../../base/rule.ts';
import { settingOf, textOf } from './service.ts';
import type { ComposeSubject } from './subject.ts';

export const networkModeConflict: Rule<ComposeSubject> = {
  code: 'compose/network-mode-conflict',
  severity: 'error',
  title: 'Ports or networks beside network_mode',
  why: 'Who joins the network of another cannot publish ports or join networks of its own: Compose refuses the file or the container ("conflicting options"). With "host" the ports are dropped.',
  source:
    'Compose specification, network_mode; docker run: "port publishing and the container type network mode"',
  find: ({ compose }) =>
    compose.services.flatMap((service) => {
      const mode = textOf(service, 'network_mode');
      const joins = /^(?:service|container):(.+)$/.exec(mode)?.[1];
      if (joins === undefined && mode !== 'host' && mode !== 'none') return [];
      return ['ports', 'networks'].flatMap((key) => {
        const setting = settingOf(service, key);
        if (setting === undefined) return [];
        const owner = joins ?? 'the host';
        const isDropped = key === 'ports' && joins === undefined;
        return [
          {
            at: setting.at,
            message: `${service.name} has "network_mode: ${mode}" and "${key}" too: ${isDropped ? 'the ports are ignored' : 'it does not start'}.`,
            remedy:
              joins === undefined
                ? `take "${key}" out.`
                : `move "${key}" to ${owner}, whose network it joins.`,
            severity: isDropped ? ('warning' as const) : ('error' as const),
          },
        ];
      });
    }),
};
