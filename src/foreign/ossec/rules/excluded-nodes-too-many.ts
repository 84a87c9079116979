import type { Rule } from '../../../base/rule.ts';
import { helperOf } from '../meaning/helper.ts';
import { optionOf, wordOf } from '../meaning/sections.ts';
import type { OssecSubject } from './subject.ts';

export const excludedNodesTooMany: Rule<OssecSubject> = {
  code: 'ossec/excluded-nodes-too-many',
  severity: 'warning',
  title: 'One excluded node excludes others as well',
  why: "A single name stays a text, and the helper asks whether a node's name is contained in it: with worker10 excluded, worker1 gets no agent either, and those that it has are moved away.",
  source: 'measured: with excluded_nodes worker10 a cluster of 4 had 2 nodes left',
  find({ ossec }) {
    const helper = helperOf(ossec);
    const option = helper === undefined ? undefined : optionOf(helper.element, 'excluded_nodes');
    const name = option?.text.trim() ?? '';
    if (helper === undefined || option === undefined || name === '' || name.indexOf(',') > 0) return [];
    const own = wordOf(helper.cluster, 'node_name');
    const caught = own !== undefined && own !== name && name.includes(own) ? own : shorter(name);
    if (caught === undefined) return [];
    return [
      {
        at: option.textAt,
        message: `excluded_nodes is the one name ${name}, and every node whose name is a part of it is excluded as well, such as ${caught}.`,
        remedy: `write it with a comma behind: "${name},".`,
      },
    ];
  },
};

/** worker1 of worker10: with ten nodes and more, one name is the beginning of another. */
function shorter(name: string): string | undefined {
  return /\d\d$/.test(name) ? name.slice(0, -1) : undefined;
}
