import { printDuration } from '../../../base/duration.ts';
import type { Rule } from '../../../base/rule.ts';
import { parseHaproxyTime } from '../meaning/parse-time.ts';
import { spanOf } from '../meaning/span-of.ts';
import { proxiesInForce, proxyTitle } from './proxies-in-force.ts';
import { agentBind } from './reading/agent-port.ts';
import type { HaproxySubject } from './subject.ts';

/** Below it hard-stop-too-soon speaks, whatever is carried. */
const SOON_MS = 5_000;
const LONG_MS = 1_800_000;

export const hardStopCutsAgents: Rule<HaproxySubject> = {
  code: 'haproxy/hard-stop-cuts-agents',
  severity: 'warning',
  title: 'A reload cuts all agents at once',
  why: "Agents stay with the old process for days after a reload. When hard-stop-after is over it is killed with all of them, and they connect again in the same second, to whichever manager is first. Wazuh's HAProxy helper sets it to 30 s on an empty cluster and never raises it.",
  source:
    'measured: 2,250 agents cut at one instant 30 s after a reload of the helper; configuration manual, 3.1 "hard-stop-after"',
  find: ({ haproxy }) => {
    const proxy = proxiesInForce(haproxy).find((one) => one.mode === 'tcp' && agentBind(one) !== undefined);
    if (proxy === undefined) return [];
    return haproxy.globals.flatMap(({ byKeyword }) =>
      (byKeyword.get('hard-stop-after') ?? []).flatMap((statement) => {
        const ms = parseHaproxyTime(statement.args[0] ?? '');
        if (ms === undefined || ms < SOON_MS || ms >= LONG_MS || statement.isConditional) return [];
        return [
          {
            at: spanOf(statement, 1, 1),
            message: `${printDuration(ms)} after a reload all agents of ${proxyTitle(proxy)} that are still with the old process are cut at one instant.`,
            remedy:
              'give it 30m and more, and move agents in small portions meanwhile; or change servers by the socket, without a reload.',
          },
        ];
      }),
    );
  },
};
