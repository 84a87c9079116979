import type { Rule } from '../../../base/rule.ts';
import { addressOwner } from './address-owner.ts';
import { authIgnored } from './auth-ignored.ts';
import { authPassTruncated } from './auth-pass-truncated.ts';
import { broadcastIsVip } from './broadcast-is-vip.ts';
import { checkAsksVip } from './check-asks-vip.ts';
import { checkSlowerThanMaxOutage } from './check-slower-than-max-outage.ts';
import { fractionalAdvertRounded } from './fractional-advert-rounded.ts';
import { masterWithoutPriority } from './master-without-priority.ts';
import { mixedAddressFamilies } from './mixed-address-families.ts';
import { multicastAdverts } from './multicast-adverts.ts';
import { neighboursNotRefreshed } from './neighbours-not-refreshed.ts';
import { noScriptSecurity } from './no-script-security.ts';
import { nothingTracked } from './nothing-tracked.ts';
import { notifyUnquotedArguments } from './notify-unquoted-arguments.ts';
import { numberOutOfRange } from './number-out-of-range.ts';
import { preemptionIgnoredForMaster } from './preemption-ignored-for-master.ts';
import { realServerWithoutChecker } from './real-server-without-checker.ts';
import { realtimePriority } from './realtime-priority.ts';
import { routerIdMissing } from './router-id-missing.ts';
import { sameRouterIdTwice } from './same-router-id-twice.ts';
import { sameVipTwice } from './same-vip-twice.ts';
import { scriptArgumentsDropped } from './script-arguments-dropped.ts';
import { scriptCannotFail } from './script-cannot-fail.ts';
import { scriptNeverTracked } from './script-never-tracked.ts';
import { scriptPathRelative } from './script-path-relative.ts';
import { scriptSecurityWithoutUser } from './script-security-without-user.ts';
import { scriptTimeoutOverInterval } from './script-timeout-over-interval.ts';
import { scriptUserRoot } from './script-user-root.ts';
import { strictMode } from './strict-mode.ts';
import type { KeepalivedSubject } from './subject.ts';
import { syncGroupIgnoresWeights } from './sync-group-ignores-weights.ts';
import { syncGroupMemberUnknown } from './sync-group-member-unknown.ts';
import { syncGroupTooSmall } from './sync-group-too-small.ts';
import { takeoverTooSlow } from './takeover-too-slow.ts';
import { tooManyVips } from './too-many-vips.ts';
import { trackOfNothing } from './track-of-nothing.ts';
import { tutorialPassword } from './tutorial-password.ts';
import { tutorialRouterId } from './tutorial-router-id.ts';
import { unicastPeerIsSelf } from './unicast-peer-is-self.ts';
import { unicastWithoutPeers } from './unicast-without-peers.ts';
import { unknownState } from './unknown-state.ts';
import { unreadableAddress } from './unreadable-address.ts';
import { vipBecomesSource } from './vip-becomes-source.ts';
import { vipIsNodeAddress } from './vip-is-node-address.ts';
import { vipWithoutPrefix } from './vip-without-prefix.ts';

/** Every rule about one Keepalived, sorted by name. */
export const KEEPALIVED_RULES: readonly Rule<KeepalivedSubject>[] = [
  addressOwner,
  authIgnored,
  authPassTruncated,
  broadcastIsVip,
  checkAsksVip,
  checkSlowerThanMaxOutage,
  fractionalAdvertRounded,
  masterWithoutPriority,
  mixedAddressFamilies,
  multicastAdverts,
  neighboursNotRefreshed,
  noScriptSecurity,
  nothingTracked,
  notifyUnquotedArguments,
  numberOutOfRange,
  preemptionIgnoredForMaster,
  realServerWithoutChecker,
  realtimePriority,
  routerIdMissing,
  sameRouterIdTwice,
  sameVipTwice,
  scriptArgumentsDropped,
  scriptCannotFail,
  scriptNeverTracked,
  scriptPathRelative,
  scriptSecurityWithoutUser,
  scriptTimeoutOverInterval,
  scriptUserRoot,
  strictMode,
  syncGroupIgnoresWeights,
  syncGroupMemberUnknown,
  syncGroupTooSmall,
  takeoverTooSlow,
  tooManyVips,
  trackOfNothing,
  tutorialPassword,
  tutorialRouterId,
  unicastPeerIsSelf,
  unicastWithoutPeers,
  unknownState,
  unreadableAddress,
  vipBecomesSource,
  vipIsNodeAddress,
  vipWithoutPrefix,
];
