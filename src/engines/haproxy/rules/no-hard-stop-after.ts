import { printDuration } from '../../../base/duration.ts';
import type { Rule } from '../../../base/rule.ts';
import type { Proxy } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import { timeoutOf } from '../meaning/timeout-of.ts';
import { proxiesInForce, proxyTitle } from './proxies-in-force.ts';
import type { HaproxySubject } from './subject.ts';

/** Sessions that may be idle for so long outlive many reloads. */
const LONG_MS = 600_000;

export const noHardStopAfter: Rule<HaproxySubject> = {
  code: 'haproxy/no-hard-stop-after',
  severity: 'info',
  title: 'Old processes stay after every reload',
  why: 'After a reload the old process lives until its last session ends. With sessions that last for days each reload leaves one more process with its memory and its own counters, until the machine has no memory left; and none of them follows later changes.',
  source:
    'configuration manual, 3.1 "hard-stop-after"; measured: 20 reloads with one TCP session each left 20 old workers',
  find: ({ haproxy }) => {
    const [global] = haproxy.globals;
    const stops = haproxy.globals.flatMap(({ byKeyword }) => byKeyword.get('hard-stop-after') ?? []);
    if (global === undefined || stops.length > 0) return [];
    for (const proxy of proxiesInForce(haproxy)) {
      const long = longestOf(proxy);
      if (long === undefined) continue;
      return [
        {
          at: spanOf(global.head),
          message: `There is no \`hard-stop-after\`, and sessions of ${proxyTitle(proxy)} may last long (\`timeout ${long.name} ${printDuration(long.ms)}\`): every reload leaves a process until its last session ends.`,
          remedy: 'add `hard-stop-after` to global: as long as sessions may take to move, such as 30m.',
        },
      ];
    }
    return [];
  },
};

/** Sessions that stay open while nothing happens: tcp by its client timeout, everything by `timeout tunnel`. */
function longestOf(proxy: Proxy): { readonly name: string; readonly ms: number } | undefined {
  for (const name of proxy.mode === 'tcp' ? ['tunnel', 'client', 'server'] : ['tunnel']) {
    const ms = timeoutOf(proxy, name)?.ms;
    if (ms !== undefined && ms >= LONG_MS) return { name, ms };
  }
  return undefined;
}
