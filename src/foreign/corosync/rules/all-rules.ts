import type { Rule } from '../../../base/rule.ts';
import { noQuorum } from './no-quorum.ts';
import type { CorosyncSubject } from './subject.ts';
import { twoNodeWithoutWaitForAll } from './two-node-without-wait-for-all.ts';
import { twoNodesWithoutTwoNode } from './two-nodes-without-two-node.ts';

/** Every rule about one corosync.conf, sorted by name. */
export const COROSYNC_RULES: readonly Rule<CorosyncSubject>[] = [
  noQuorum,
  twoNodeWithoutWaitForAll,
  twoNodesWithoutTwoNode,
];
