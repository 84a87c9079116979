import type { Finding, Rule } from '../../../base/rule.ts';
import type { Server } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import { isWhole } from './is-whole.ts';
import type { HaproxySubject } from './subject.ts';

export const duplicateServerAddress: Rule<HaproxySubject> = {
  code: 'haproxy/duplicate-server-address',
  severity: 'warning',
  title: 'Two servers of a backend have one address',
  why: 'The second server is no redundancy: both fail together, and until then the host gets twice its share.',
  source: 'measured: haproxy 2.6 -c accepts it silently',
  find: ({ haproxy }) => {
    if (!isWhole(haproxy)) return [];
    const findings: Finding[] = [];
    for (const { servers } of haproxy.proxies) {
      const first = new Map<string, Server>();
      for (const server of servers) {
        const key = keyOf(server);
        if (key === undefined) continue;
        const other = first.get(key);
        if (other === undefined) first.set(key, server);
        else
          findings.push({
            at: spanOf(server.statement, 2, 2),
            message: `Server ${server.name} has the address of server ${other.name} (line ${other.statement.line}): they are one host and fail together.`,
            remedy: 'correct the address, or delete one of the two.',
          });
      }
    }
    return findings;
  },
};

/** Options that make one address two ways to a server, or say that the line is not in use. */
const APART = ['source', 'namespace', 'socks4', 'via', 'disabled', 'sni', 'proto'];

function keyOf({ statement, count, address, options }: Server): string | undefined {
  const { kind, ports } = address;
  if (count !== 1 || statement.isConditional || (kind !== 'ip' && kind !== 'unix')) return undefined;
  if (APART.some((name) => options.has(name)) || options.get('weight')?.values[0] === '0') return undefined;
  return JSON.stringify([kind, address.address, ports]);
}
