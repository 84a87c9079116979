import type { Finding, Rule } from '../../../base/rule.ts';
import type { KeepalivedMeaning } from '../meaning/meaning.ts';
import type { KeepalivedSubject } from './subject.ts';

/** Commands that never fail, whatever the service does. */
const NEVER =
  /^(?:\/usr)?(?:\/bin\/)?true$|(?:\|\|\s*(?:true|:|exit 0)|;\s*(?:true|exit 0))["']?\s*$|^(?:\/bin\/|\/usr\/bin\/)?echo\b[^|&;]*$/;
/** Commands that look at the process table, or at what systemd thinks of it. */
const ALIVE =
  /^(?:\/\S*\/)?(?:sudo\s+)?(?:(?:\/\S*\/)?systemctl\s+(?:\S+\s+)*?(?:is-active|status)|(?:\/\S*\/)?service\s+\S+\s+status|\/etc\/init\.d\/\S+\s+status|(?:\/\S*\/)?pgrep|(?:\/\S*\/)?pidof|(?:\/\S*\/)?killall\s+(?:-\S+\s+)*?-(?:0|s\s*0)|(?:\/\S*\/)?kill\s+-0)(?:\s[^|&;]*)?$/;

export const scriptCannotFail: Rule<KeepalivedSubject> = {
  code: 'keepalived/script-cannot-fail',
  severity: 'warning',
  title: 'Check that says well of a hung service',
  why: 'A check that only asks whether a process exists succeeds for one that hangs: the node keeps the VIP and answers nobody.',
  source:
    'measured: systemctl is-active answers "active" for an HAProxy stopped by SIGSTOP; keepalived.conf(5), "Rationale for not using pgrep/pidof/killall and the likes"; acassen/keepalived#2184',
  find: ({ keepalived }) => [
    ...keepalived.scripts.flatMap(({ command, name }): readonly Finding[] =>
      command === undefined || !NEVER.test(command.value)
        ? []
        : [
            {
              at: command.at,
              message: `This command never fails: ${name} says that all is well whatever happens, and no failure moves the VIP.`,
              remedy: ASK,
              severity: 'error',
            },
          ],
    ),
    ...keepalived.scripts.flatMap(({ command, name }): readonly Finding[] =>
      command === undefined || !ALIVE.test(command.value) || isAccompanied(name, keepalived)
        ? []
        : [
            {
              at: command.at,
              message: `"${command.value}" succeeds as long as the process exists, also when it hangs and answers nobody: the node then keeps the VIP.`,
              remedy: ASK,
            },
          ],
    ),
  ],
};

const ASK =
  'ask the service itself, with a limit: script "/usr/bin/curl -fsS -m 1 http://127.0.0.1/health", or a command on its socket.';

/** True when whoever tracks the script tracks another one that asks for more. */
function isAccompanied(name: string, { instances, syncGroups, scripts }: KeepalivedMeaning): boolean {
  const asking = new Set(
    scripts
      .filter(
        ({ command }) => command !== undefined && !ALIVE.test(command.value) && !NEVER.test(command.value),
      )
      .map((script) => script.name),
  );
  const trackers = [...instances, ...syncGroups]
    .map(({ tracks }) => tracks.filter(({ kind }) => kind === 'script').map((track) => track.name))
    .filter((names) => names.includes(name));
  return trackers.length > 0 && trackers.every((names) => names.some((other) => asking.has(other)));
}
