import type { Rule } from '../../../base/rule.ts';
import { helperOf } from '../meaning/helper.ts';
import { HELPER_NUMBER_NAMES } from '../meaning/helper-options.ts';
import { readNumber } from '../meaning/read-number.ts';
import { isPlaceholder, optionOf } from '../meaning/sections.ts';
import type { OssecSubject } from './subject.ts';

export const helperNumberRefused: Rule<OssecSubject> = {
  code: 'ossec/helper-number-refused',
  severity: 'error',
  title: 'A figure of the HAProxy helper is refused',
  why: 'The figures are checked as the cluster daemon starts, and one that is out of its range ends the whole daemon (error 3004), not only the helper: the node is out of the cluster after its next restart.',
  source: 'measured; Wazuh, core/cluster/cluster.py, HAPROXY_HELPER_SCHEMA',
  find({ ossec }) {
    const helper = helperOf(ossec);
    if (helper === undefined) return [];
    return HELPER_NUMBER_NAMES.flatMap((name) => {
      const option = optionOf(helper.element, name);
      // An empty one and one with a comma have rules of their own.
      if (option === undefined || option.text === '' || option.text.indexOf(',') > 0) return [];
      const { refusal } = readNumber(name, option.text);
      if (refusal === undefined || isPlaceholder(option.text)) return [];
      return [
        {
          at: option.textAt,
          message: `${name} ${refusal}: the cluster daemon does not start.`,
          remedy: 'write a figure of that range, or remove the option for its default.',
        },
      ];
    });
  },
};
