import { printDuration } from '../../../base/duration.ts';
import type { Rule } from '../../../base/rule.ts';
import type { Proxy } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import { timeoutOf } from '../meaning/timeout-of.ts';
import { proxiesInForce, proxyTitle } from './proxies-in-force.ts';
import type { HaproxySubject } from './subject.ts';

/** Sessions that may be idle for so long outlive many reloads. */
const LONG_MS = 600_000;

/**
 * Ports whose clients keep their session alive themselves, so that no timeout of HAProxy ever ends it: an agent of Wazuh
 * sends a keepalive every 10 s (ossec.conf, notify_time), MQTT and AMQP have heartbeats, pools of databases are in use.
 */
const KEPT_ALIVE: ReadonlyMap<number, string> = new Map([
  [22, 'SSH'],
  [1514, "Wazuh's agents"],
  [1883, 'MQTT'],
  [3306, 'MySQL'],
  [5432, 'PostgreSQL'],
  [5671, 'AMQP'],
  [5672, 'AMQP'],
  [6379, 'Redis'],
  [8883, 'MQTT'],
]);

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
      const reason = whyLong(proxy);
      if (reason === undefined) continue;
      return [
        {
          at: spanOf(global.head),
          message: `There is no \`hard-stop-after\`, and sessions of ${proxyTitle(proxy)} may last long (${reason}): every reload leaves a process until its last session ends.`,
          remedy: 'add `hard-stop-after` to global: as long as sessions may take to move, such as 30m.',
        },
      ];
    }
    return [];
  },
};

/** Sessions that stay open while nothing happens: tcp by its client timeout, everything by `timeout tunnel`. */
function whyLong(proxy: Proxy): string | undefined {
  for (const name of proxy.mode === 'tcp' ? ['tunnel', 'client', 'server'] : ['tunnel']) {
    const ms = timeoutOf(proxy, name)?.ms;
    if (ms !== undefined && ms >= LONG_MS) return `\`timeout ${name} ${printDuration(ms)}\``;
  }
  return proxy.mode === 'tcp' ? keptAlive(proxy) : undefined;
}

function keptAlive({ binds }: Proxy): string | undefined {
  for (const { statement, addresses } of binds) {
    if (statement.isConditional) continue;
    for (const { ports, transport } of addresses) {
      const protocol = KEPT_ALIVE.get(ports?.[0] ?? 0);
      if (protocol !== undefined && ports?.[0] === ports?.[1] && transport === 'tcp')
        return `those of ${protocol}, port ${ports?.[0]}, are kept alive by the clients`;
    }
  }
  return undefined;
}
