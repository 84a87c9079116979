import type { Rule } from '../../../base/rule.ts';
import { masterOnLoopback } from './master-on-loopback.ts';
import { noAuthPass } from './no-auth-pass.ts';
import { quorumOfOne } from './quorum-of-one.ts';
import { slowDetection } from './slow-detection.ts';
import type { SentinelSubject } from './subject.ts';

/** Every rule about one sentinel.conf, sorted by name. */
export const SENTINEL_RULES: readonly Rule<SentinelSubject>[] = [
  masterOnLoopback,
  noAuthPass,
  quorumOfOne,
  slowDetection,
];
