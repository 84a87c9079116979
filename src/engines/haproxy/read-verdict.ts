import type { Severity } from '../../base/problem.ts';
import { type EngineMessage, sentence } from '../engine-message.ts';

const SEVERITIES: Readonly<Record<string, Severity>> = { ALERT: 'error', WARNING: 'warning', DIAG: 'info' };
/** Said at the end of every refusal; tells nothing that was not told. */
const SUMMARY =
  /Error\(s\) found in configuration|Fatal errors found|'zero-warning' is set|haproxy version|path to exec/;
/** What is missing on this machine may be there on the node: accounts, files, names, addresses, memory, parts of HAProxy. */
const ABOUT_THE_MACHINE =
  /cannot find (?:user|group) id|unknown (?:user|group) name|not compiled in|not built in|built without|was not enabled|No such file or directory|error opening file|unable to (?:stat|load|open)|Couldn't open|could not resolve|cannot open|Permission denied|cannot (?:bind|raise|change)|Cannot raise FD limit|can't open|unable to find (?:the )?(?:ssl|cert)|No Private Key found|invalid address: '|unable to get local|removing incomplete section/i;

/** `[ALERT] (123) : config : parsing [/path/haproxy.cfg:44] : 'bind' : …`, or without a place. */
export function readHaproxyVerdict(output: string): EngineMessage[] {
  return output.split('\n').flatMap((text) => {
    const match = /^\[(ALERT|WARNING|DIAG)\]\s*\(\d+\) : (?:config : )?(.*)$/.exec(text.trim());
    const [, level = '', words = ''] = match ?? [];
    if (match === null || SUMMARY.test(words)) return [];
    const placed = /^(?:parsing )?\[([^\]]*):(\d+)\] ?: ?(.*)$/.exec(words);
    return [
      {
        severity: SEVERITIES[level] ?? 'error',
        path: placed?.[1],
        line: placed === null ? undefined : Number(placed[2]),
        text: sentence(placed?.[3] ?? words),
      },
    ];
  });
}

/** True for a message that another machine would not give for the same file. */
export function isAboutHaproxyMachine({ text }: EngineMessage): boolean {
  return ABOUT_THE_MACHINE.test(text);
}
