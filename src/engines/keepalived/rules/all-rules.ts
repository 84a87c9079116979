import type { Rule } from '../../../base/rule.ts';
import { authIgnored } from './auth-ignored.ts';
import { authPassTruncated } from './auth-pass-truncated.ts';
import { noScriptSecurity } from './no-script-security.ts';
import { nothingTracked } from './nothing-tracked.ts';
import { notifyUnquotedArguments } from './notify-unquoted-arguments.ts';
import { scriptArgumentsDropped } from './script-arguments-dropped.ts';
import { scriptCannotFail } from './script-cannot-fail.ts';
import { scriptNeverTracked } from './script-never-tracked.ts';
import { scriptPathRelative } from './script-path-relative.ts';
import { scriptSecurityWithoutUser } from './script-security-without-user.ts';
import { scriptUserRoot } from './script-user-root.ts';
import type { KeepalivedSubject } from './subject.ts';
import { trackOfNothing } from './track-of-nothing.ts';
import { tutorialPassword } from './tutorial-password.ts';
import { tutorialRouterId } from './tutorial-router-id.ts';

/** Every rule about one Keepalived, sorted by name. */
export const KEEPALIVED_RULES: readonly Rule<KeepalivedSubject>[] = [
  authIgnored,
  authPassTruncated,
  noScriptSecurity,
  nothingTracked,
  notifyUnquotedArguments,
  scriptArgumentsDropped,
  scriptCannotFail,
  scriptNeverTracked,
  scriptPathRelative,
  scriptSecurityWithoutUser,
  scriptUserRoot,
  trackOfNothing,
  tutorialPassword,
  tutorialRouterId,
];
