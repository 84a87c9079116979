import type { Rule } from '../../../base/rule.ts';
import { helperOf } from '../meaning/helper.ts';
import type { OssecSubject } from './subject.ts';

export const helperOptionWithoutText: Rule<OssecSubject> = {
  code: 'ossec/helper-option-without-text',
  severity: 'error',
  title: 'A helper option holds no text',
  why: 'The parser of the cluster daemon asks every option of the helper for its text. An empty one, or one with elements in it (as some guides write <node> into excluded_nodes), ends the whole daemon with error 3006.',
  source: 'measured: error 3006; Wazuh, core/configuration.py, _read_option',
  find({ ossec }) {
    return (helperOf(ossec)?.element.children ?? [])
      .filter(({ text, children, attributes }) => text === '' || children.length > 0 || attributes.length > 0)
      .map(({ name, at, children }) => ({
        at,
        message: `${name} ${children.length > 0 ? `holds elements (<${children[0]?.name}>)` : 'holds no plain text'}: the cluster daemon does not start.`,
        remedy:
          name === 'excluded_nodes'
            ? 'write the names with commas between them: <excluded_nodes>worker1,worker2</excluded_nodes>.'
            : 'write its value, or remove the option.',
      }));
  },
};
