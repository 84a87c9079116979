import type { Rule } from '../../../base/rule.ts';
import type { OssecElement, OssecSource } from '../grammar/source.ts';
import { clusterOf, whyIdle } from '../meaning/helper.ts';
import { optionOf, sectionsOf } from '../meaning/sections.ts';
import type { OssecSubject } from './subject.ts';

export const helperNeverRuns: Rule<OssecSubject> = {
  code: 'ossec/helper-never-runs',
  severity: 'warning',
  title: 'This HAProxy helper never runs',
  why: 'The helper runs on the master of a cluster that is enabled, and of several <cluster> sections only the last one counts. Elsewhere it is read, refused or not, and does nothing: agents stay uneven and no log tells why.',
  source: 'Wazuh, core/cluster: the helper is a task of the master; CONF_SECTIONS, cluster: last',
  find: ({ ossec }) =>
    sectionsOf(ossec, 'cluster').flatMap((cluster) => {
      const helper = optionOf(cluster, 'haproxy_helper');
      const reason = helper === undefined ? undefined : reasonOf(ossec, cluster);
      if (helper === undefined || reason === undefined) return [];
      if (optionOf(helper, 'haproxy_disabled')?.text.trim() !== 'no') return [];
      return [
        {
          at: helper.at,
          message: `This helper is switched on and never runs: ${reason}.`,
          remedy: 'move it into the cluster section of the master, and keep one such section.',
        },
      ];
    }),
};

function reasonOf(ossec: OssecSource, cluster: OssecElement): string | undefined {
  const last = clusterOf(ossec);
  if (last !== undefined && last !== cluster)
    return `a later <cluster> section (line ${last.at.line}) takes the place of this one`;
  const idle = whyIdle(cluster);
  if (idle === undefined) return undefined;
  return idle.name === 'disabled' ? 'the cluster is disabled' : `this node is a ${idle.text.trim()}`;
}
