import type { Severity } from '../../base/problem.ts';
import { type EngineMessage, sentence } from '../engine-message.ts';

/** Scripts, accounts and interfaces that are missing here may be there on the node. */
const ABOUT_THE_MACHINE =
  /doesn't exist|Non-existent interface|Unable to set (?:default user|uid)|setting global script uid|not found|No such file|Unable to (?:access|open)|cannot (?:be )?(?:found|accessed|open)|file .* (?:not|is not)|Couldn't|insecure|executable|Default user|Invalid user|unknown user|netlink|sysctl|\/proc\/|ip_vs|IPVS|Process \[|exited|Opening file|Config files missing|no interface specified|Starting Keepalived|Running on|Command line|SECURITY VIOLATION|WARNING - default user|already running|Stopped/i;

/** It works all the same, or is the second half of what was said before. */
const DEPRECATED = /deprecated|^Please use /;

/** Here it stops reading. */
const REFUSED = /^Non-existent interface/;

/**
 * Keepalived refuses hardly anything: it says what it leaves out or changes, and goes on.
 *
 * `(/path/keepalived.conf: Line 22) WARNING - interface eth0 … doesn't exist`, or without a place.
 */
export function readKeepalivedVerdict(output: string): EngineMessage[] {
  return output.split('\n').flatMap((text) => {
    if (text.trim() === '') return [];
    const match = /\((?:([^()]*): )?Line (\d+)\) (.*)$/.exec(text);
    const words = match?.[3] ?? text;
    const line = match === null ? undefined : Number(match[2]);
    return [
      {
        severity: severityOf(words),
        path: match?.[1],
        line,
        text: sentence(words.replace(/^WARNING - /, '')),
      },
    ];
  });
}

function severityOf(words: string): Severity {
  if (REFUSED.test(words)) return 'error';
  return DEPRECATED.test(words) ? 'info' : 'warning';
}

/** True for a message that another machine would not give for the same file. */
export function isAboutKeepalivedMachine({ text }: EngineMessage): boolean {
  return ABOUT_THE_MACHINE.test(text);
}
