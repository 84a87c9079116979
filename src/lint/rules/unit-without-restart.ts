import type { Rule } from '../../base/rule.ts';
import { findSetting } from '../../foreign/systemd/grammar/find-setting.ts';
import type { LintSite } from '../lint-site.ts';

const ENGINES = new Set(['haproxy.service', 'keepalived.service', 'nginx.service']);

/** systemd does not start a crashed engine again. */
export const unitWithoutRestart: Rule<LintSite> = {
  code: 'system/unit-without-restart',
  severity: 'warning',
  title: 'a crashed engine is not started again',
  why:
    'After the first crash the node runs without its proxy or its Keepalived until somebody looks: the second failure, on ' +
    'the other node, is the outage.',
  source: 'systemd.service(5), Restart= (default no)',
  find: (site) =>
    site.nodes.flatMap((node) =>
      node.systemd
        .filter((unit) => ENGINES.has(unit.name ?? ''))
        .flatMap((unit) => {
          const restart = findSetting(unit, 'Service', 'Restart');
          const section = unit.sections.find(({ name }) => name === 'Service');
          // A drop-in changes a unit whose rest is not known here.
          const isSilent = restart === undefined && unit.isDropIn;
          if (section === undefined || isSilent || !['no', '', undefined].includes(restart?.value)) return [];
          return [
            {
              at: restart?.at ?? section.at,
              message: `${unit.name} on ${node.name} has ${restart === undefined ? 'no Restart=' : `Restart=${restart.value}`}: after a crash it stays down.`,
              remedy: 'Write `Restart=always` under [Service].',
            },
          ];
        }),
    ),
};
