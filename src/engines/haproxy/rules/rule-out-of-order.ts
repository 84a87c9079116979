import type { Finding, Rule } from '../../../base/rule.ts';
import type { Proxy, Statement } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import type { HaproxySubject } from './subject.ts';

/** In this order HAProxy runs them, however they stand in the file. */
const ORDER = [
  'tcp-request connection',
  'tcp-request session',
  'tcp-request content',
  'http-request',
  'redirect',
  'use_backend',
];

export const ruleOutOfOrder: Rule<HaproxySubject> = {
  code: 'haproxy/rule-out-of-order',
  severity: 'warning',
  title: 'A rule runs before those above it',
  why: 'HAProxy runs rules by kind: tcp-request, http-request, redirect, use_backend. Who reads the file from top to bottom expects another order, for example that a deny below a use_backend spares what that one took.',
  source: 'measured: haproxy 2.6 -c warns "will still be processed before"; configuration manual, 4.2',
  find: ({ haproxy }) => haproxy.proxies.flatMap((proxy) => check(proxy)),
};

function check({ statements }: Proxy): Finding[] {
  let latest: { rank: number; statement: Statement } | undefined;
  return statements.flatMap((statement): Finding[] => {
    const rank = rankOf(statement);
    if (rank < 0) return [];
    if (latest === undefined || rank >= latest.rank) {
      latest = { rank, statement };
      return [];
    }
    return [
      {
        at: spanOf(statement),
        message: `This ${ORDER[rank]} rule stands below the ${ORDER[latest.rank]} rule of line ${latest.statement.line} and yet runs before it.`,
        remedy: `move it above line ${latest.statement.line}, where it runs.`,
      },
    ];
  });
}

function rankOf({ keyword, args }: Statement): number {
  return ORDER.indexOf(keyword === 'tcp-request' ? `${keyword} ${args[0] ?? ''}` : keyword);
}
