import type { Rule } from '../../../base/rule.ts';
import { helperOf } from '../meaning/helper.ts';
import type { OssecSubject } from './subject.ts';

export const helperOptionWithComma: Rule<OssecSubject> = {
  code: 'ossec/helper-option-with-comma',
  severity: 'error',
  title: 'A comma turns an option into a list',
  why: 'The parser splits every option of the helper at commas, not only excluded_nodes: a password with a comma never logs in, and a figure such as 0,1 ends the cluster daemon.',
  source: 'Wazuh, core/configuration.py, _read_option',
  find({ ossec }) {
    return (helperOf(ossec)?.element.children ?? [])
      .filter(({ name, text }) => name !== 'excluded_nodes' && text.indexOf(',') > 0)
      .map(({ name, textAt }) => ({
        at: textAt,
        message: `The value of ${name} has a comma in it: Wazuh makes a list of it, and the helper cannot use it.`,
        remedy: name === 'imbalance_tolerance' ? 'write a point: 0.1.' : 'choose a value without a comma.',
      }));
  },
};
