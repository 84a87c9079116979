import type { Rule } from '../../../base/rule.ts';
import { helperOf } from '../meaning/helper.ts';
import { optionOf } from '../meaning/sections.ts';
import type { OssecSubject } from './subject.ts';

export const excludedNodesBlank: Rule<OssecSubject> = {
  code: 'ossec/excluded-nodes-blank',
  severity: 'error',
  title: 'An excluded node is not excluded',
  why: 'Names are split at commas, and blanks stay with them: " worker2" is no node, so worker2 gets agents although somebody has taken it out.',
  source: 'measured: "a, b" keeps the blank, and b is never excluded',
  find({ ossec }) {
    const helper = helperOf(ossec);
    const option = helper === undefined ? undefined : optionOf(helper.element, 'excluded_nodes');
    if (option === undefined || option.text.indexOf(',') <= 0) return [];
    const names = option.text.split(',');
    const missed = names.filter((name) => name !== name.trim() && name.trim() !== '');
    if (missed.length === 0) return [];
    return [
      {
        at: option.textAt,
        message: `The blanks of excluded_nodes belong to the names, so ${missed.map((name) => name.trim()).join(', ')} ${missed.length === 1 ? 'is' : 'are'} not excluded.`,
        remedy: `write "${names.map((name) => name.trim()).join(',')}", without blanks and line breaks.`,
      },
    ];
  },
};
