import type { Finding, Rule } from '../../base/rule.ts';
import type { HaproxyMeaning, Statement } from '../../engines/haproxy/meaning/meaning.ts';
import { findSetting } from '../../foreign/systemd/grammar/find-setting.ts';
import type { LintNode, LintSite } from '../lint-site.ts';
import { sayPlace } from '../vrrp-group.ts';

/** systemd allows HAProxy fewer open files than its connections need. */
export const openFilesBelowMaxconn: Rule<LintSite> = {
  code: 'system/open-files-below-maxconn',
  severity: 'error',
  title: 'LimitNOFILE is too small for maxconn',
  why:
    'A connection through HAProxy takes two descriptors. Where the limit is smaller, HAProxy refuses to start, although ' +
    '`haproxy -c` called the file valid: at the next restart nothing comes up.',
  source:
    'management.txt, "Cannot raise FD limit"; measured: hard limit 20,000, maxconn 9,900 starts and 9,990 does not',
  find: (site) => site.nodes.flatMap((node) => findFor(node)),
};

/** What HAProxy needs beside its connections at the least; with one listener and two threads 2.6.12 asked for 17. */
const BESIDE_CONNECTIONS = 10;

/** Enough for listeners, checks, logs and the like. */
const AMPLE = 100;

function findFor(node: LintNode): Finding[] {
  const maxconn = globalMaxconn(node.haproxy);
  if (maxconn === undefined) return [];
  return node.systemd
    .filter(({ name }) => name === 'haproxy.service')
    .flatMap((unit) => {
      const limit = findSetting(unit, 'Service', 'LimitNOFILE');
      // `soft:hard`: HAProxy raises its own limit up to the hard one.
      const hard = Number(/^(?:\d+:)?(\d+)$/.exec(limit?.value ?? '')?.[1] ?? Number.NaN);
      const needed = 2 * maxconn.value + BESIDE_CONNECTIONS;
      if (limit === undefined || Number.isNaN(hard) || hard >= needed) return [];
      const { path, line } = maxconn.statement;
      return [
        {
          at: limit.at,
          message: `LimitNOFILE=${limit.value} on ${node.name}, but maxconn ${maxconn.value} (${sayPlace({ path, line, column: 1, endLine: line, endColumn: 1 })}) needs two descriptors for each connection, ${2 * maxconn.value} beside its own: HAProxy does not start.`,
          remedy: `set LimitNOFILE to ${2 * maxconn.value + AMPLE} or more, or lower maxconn to ${Math.max(1, Math.floor((hard - AMPLE) / 2))}.`,
        },
      ];
    });
}

function globalMaxconn(
  haproxy: HaproxyMeaning | undefined,
): { readonly value: number; readonly statement: Statement } | undefined {
  const statement = haproxy?.globals.flatMap(({ byKeyword }) => byKeyword.get('maxconn') ?? []).at(-1);
  if (statement === undefined || statement.isConditional || !/^\d+$/.test(statement.args[0] ?? ''))
    return undefined;
  return { value: Number(statement.args[0]), statement };
}
