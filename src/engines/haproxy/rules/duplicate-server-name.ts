import type { Finding, Rule } from '../../../base/rule.ts';
import type { Server } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import { isWhole } from './is-whole.ts';
import type { HaproxySubject } from './subject.ts';

export const duplicateServerName: Rule<HaproxySubject> = {
  code: 'haproxy/duplicate-server-name',
  severity: 'error',
  title: 'Two servers of a backend have one name',
  why: 'HAProxy refuses the file: a restart does not come up again, and a reload keeps the old configuration.',
  source: 'measured: haproxy 2.6 -c answers "another server named … was already defined"',
  find: ({ haproxy }) => {
    if (!isWhole(haproxy)) return [];
    const findings: Finding[] = [];
    for (const { kind, name: proxy, servers } of haproxy.proxies) {
      const first = new Map<string, Server>();
      for (const server of servers) {
        const { name, statement } = server;
        if (statement.keyword !== 'server' || statement.isConditional) continue;
        const other = first.get(name);
        if (other === undefined) first.set(name, server);
        else
          findings.push({
            at: spanOf(statement, 1, 1),
            message: `${kind} ${proxy} has a server ${name} already, in line ${other.statement.line}: HAProxy refuses the file.`,
            remedy: 'give each server of the backend a name of its own.',
          });
      }
    }
    return findings;
  },
};
