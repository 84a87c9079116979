import type { Rule } from '../../../base/rule.ts';
import { findSetting, sectionsAt } from '../grammar/find-setting.ts';
import { clusterNodes, saidYes } from './cluster-nodes.ts';
import type { CorosyncSubject } from './subject.ts';

export const twoNodesWithoutTwoNode: Rule<CorosyncSubject> = {
  code: 'corosync/two-nodes-without-two-node',
  severity: 'error',
  title: 'Two nodes lose quorum when one dies',
  why: 'A majority of two votes is two: when one node dies the other has no quorum and stops every resource, so the cluster is less available than a single machine.',
  source: 'votequorum(5), section "two_node"',
  find({ corosync }) {
    const [quorum] = sectionsAt(corosync, 'quorum');
    const hasProvider = findSetting(corosync, 'quorum/provider') !== undefined;
    const hasDevice = sectionsAt(corosync, 'quorum/device').length > 0;
    const isEased = ['two_node', 'auto_tie_breaker', 'last_man_standing'].some(
      (key) => saidYes(corosync, `quorum/${key}`) !== undefined,
    );
    const hasVotes = sectionsAt(corosync, 'nodelist/node').some(({ settings }) =>
      settings.some(({ key }) => key === 'quorum_votes'),
    );
    if (quorum === undefined || !hasProvider || hasDevice || isEased || hasVotes) return [];
    if (clusterNodes(corosync) !== 2) return [];
    return [
      {
        at: (
          findSetting(corosync, 'quorum/two_node') ??
          findSetting(corosync, 'quorum/expected_votes') ??
          quorum
        ).at,
        message:
          'Two votes are expected and a majority of two is two: when either node dies, the other one loses quorum and stops all resources.',
        remedy: 'set two_node: 1 (with fencing) in quorum { }, or add a quorum device or a third node.',
      },
    ];
  },
};
