import type { Rule } from '../../../base/rule.ts';
import { runningHelper } from '../meaning/helper.ts';
import { optionOf } from '../meaning/sections.ts';
import type { OssecSubject } from './subject.ts';

export const nodeNameWithCapitals: Rule<OssecSubject> = {
  code: 'ossec/node-name-with-capitals',
  severity: 'error',
  title: 'A capital letter ends the HAProxy helper',
  why: 'The helper asks HAProxy for the figures of a server by its name in small letters, and HAProxy tells upper from lower case: it gets an empty list, and ends with an IndexError that nothing catches. It does not come back before the manager is restarted, and ends again.',
  source: 'measured: IndexError, "Task ended"; Wazuh, core/cluster/hap_helper, server_name.lower()',
  find({ ossec }) {
    const helper = runningHelper(ossec);
    const option = helper === undefined ? undefined : optionOf(helper.cluster, 'node_name');
    if (option === undefined || option.text.includes('<') || !/[A-Z]/.test(option.text)) return [];
    return [
      {
        at: option.textAt,
        message: `node_name ${option.text.trim()} has capital letters: the helper ends for good in its first cycle.`,
        remedy: 'give every node of the cluster a name in small letters.',
      },
    ];
  },
};
