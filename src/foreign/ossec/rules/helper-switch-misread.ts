import type { Rule } from '../../../base/rule.ts';
import { helperOf } from '../meaning/helper.ts';
import { optionOf } from '../meaning/sections.ts';
import type { OssecSubject } from './subject.ts';

export const helperSwitchMisread: Rule<OssecSubject> = {
  code: 'ossec/helper-switch-misread',
  severity: 'error',
  title: 'The HAProxy helper is off for a word',
  why: 'Only the word `no`, as it stands and without a blank, switches the helper on. Any other word counts as true, so the helper is disabled without a line in the log, and the agents stay where they are.',
  source: 'measured; Wazuh, core/cluster/utils.py, parse_haproxy_helper_config',
  find({ ossec }) {
    const helper = helperOf(ossec);
    const option = helper === undefined ? undefined : optionOf(helper.element, 'haproxy_disabled');
    if (option === undefined || option.text === '' || option.children.length > 0) return [];
    if (option.text === 'no' || option.text === 'yes') return [];
    return [
      {
        at: option.textAt,
        message: `haproxy_disabled is "${option.text}": only "no" without blanks switches the helper on, so it never runs.`,
        remedy: 'write <haproxy_disabled>no</haproxy_disabled> on one line, or yes.',
      },
    ];
  },
};
