import type { Rule } from '../../../base/rule.ts';
import { findSetting } from '../grammar/find-setting.ts';
import { saidYes } from './cluster-nodes.ts';
import type { CorosyncSubject } from './subject.ts';

export const twoNodeWithoutWaitForAll: Rule<CorosyncSubject> = {
  code: 'corosync/two-node-without-wait-for-all',
  severity: 'warning',
  title: 'A lone node starts services after a boot',
  why: 'Two nodes that boot without seeing each other both have quorum: each fences the other, again after every boot, or both run the service.',
  source: 'votequorum(5): two_node sets wait_for_all, which can be overridden',
  find({ corosync }) {
    const waits = findSetting(corosync, 'quorum/wait_for_all');
    if (saidYes(corosync, 'quorum/two_node') === undefined || waits?.value !== '0') return [];
    return [
      {
        at: waits.at,
        message:
          'With two_node: 1 one node alone has quorum, and wait_for_all: 0 lets it begin so after a boot: while the link is down the nodes fence each other in turn, or both run the service.',
        remedy: 'remove this line: two_node: 1 sets wait_for_all: 1.',
      },
    ];
  },
};
