import type { Rule } from '../../../base/rule.ts';
import { addressOwner } from './address-owner.ts';
import { authIgnored } from './auth-ignored.ts';
import { authPassTruncated } from './auth-pass-truncated.ts';
import { checkSlowerThanMaxOutage } from './check-slower-than-max-outage.ts';
import { fractionalAdvertRounded } from './fractional-advert-rounded.ts';
import { masterWithoutPriority } from './master-without-priority.ts';
import { noScriptSecurity } from './no-script-security.ts';
import { nothingTracked } from './nothing-tracked.ts';
import { notifyUnquotedArguments } from './notify-unquoted-arguments.ts';
import { numberOutOfRange } from './number-out-of-range.ts';
import { preemptionIgnoredForMaster } from './preemption-ignored-for-master.ts';
import { routerIdMissing } from './router-id-missing.ts';
import { scriptArgumentsDropped } from './script-arguments-dropped.ts';
import { scriptCannotFail } from './script-cannot-fail.ts';
import { scriptNeverTracked } from './script-never-tracked.ts';
import { scriptPathRelative } from './script-path-relative.ts';
import { scriptSecurityWithoutUser } from './script-security-without-user.ts';
import { scriptTimeoutOverInterval } from './script-timeout-over-interval.ts';
import { scriptUserRoot } from './script-user-root.ts';
import type { KeepalivedSubject } from './subject.ts';
import { takeoverTooSlow } from './takeover-too-slow.ts';
import { trackOfNothing } from './track-of-nothing.ts';
import { tutorialPassword } from './tutorial-password.ts';
import { tutorialRouterId } from './tutorial-router-id.ts';
import { unknownState } from './unknown-state.ts';

/** Every rule about one Keepalived, sorted by name. */
export const KEEPALIVED_RULES: readonly Rule<KeepalivedSubject>[] = [
  addressOwner,
  authIgnored,
  authPassTruncated,
  checkSlowerThanMaxOutage,
  fractionalAdvertRounded,
  masterWithoutPriority,
  noScriptSecurity,
  nothingTracked,
  notifyUnquotedArguments,
  numberOutOfRange,
  preemptionIgnoredForMaster,
  routerIdMissing,
  scriptArgumentsDropped,
  scriptCannotFail,
  scriptNeverTracked,
  scriptPathRelative,
  scriptSecurityWithoutUser,
  scriptTimeoutOverInterval,
  scriptUserRoot,
  takeoverTooSlow,
  trackOfNothing,
  tutorialPassword,
  tutorialRouterId,
  unknownState,
];
