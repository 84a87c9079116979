import type { Finding, Rule } from '../../../base/rule.ts';
import type { Section, Statement } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import type { HaproxySubject } from './subject.ts';

/** Below these milliseconds nobody means milliseconds; a connection or a check may well be given 500 of them. */
const LEAST_MS: Readonly<Record<string, number>> = {
  check: 100,
  client: 1_000,
  'client-fin': 100,
  connect: 100,
  'http-keep-alive': 100,
  'http-request': 1_000,
  queue: 100,
  server: 1_000,
  'server-fin': 100,
  tarpit: 100,
  tunnel: 1_000,
};

export const timeoutWithoutUnit: Rule<HaproxySubject> = {
  code: 'haproxy/timeout-without-unit',
  severity: 'error',
  title: 'A timeout of a few milliseconds',
  why: 'A time without a unit is in milliseconds. `timeout server 30`, written for 30 seconds, ends every request with 504 after 30 ms; `haproxy -c` accepts it.',
  source:
    'configuration manual, 2.5 "Time format"; measured: `timeout server 30` answered 504 to 10 of 10 requests',
  find: ({ haproxy }) =>
    haproxy.sections.flatMap((section) =>
      (section.byKeyword.get('timeout') ?? []).flatMap((statement) => findIn(section, statement)),
    ),
};

function findIn(section: Section, statement: Statement): Finding[] {
  const [name = '', value = ''] = statement.args;
  const least = LEAST_MS[name];
  const isProxy = ['defaults', 'frontend', 'backend', 'listen'].includes(section.kind);
  if (!isProxy || least === undefined || statement.modifier !== undefined || !/^\d{1,3}$/.test(value))
    return [];
  const ms = Number(value);
  if (ms === 0 || ms >= least) return [];
  const at = spanOf(statement, 2, 2);
  return [
    {
      at,
      message: `\`timeout ${name} ${value}\` is ${ms} milliseconds, because a time without a unit is in milliseconds.`,
      remedy: `write \`timeout ${name} ${value}s\` for seconds, or \`${value}ms\` where milliseconds are meant.`,
      fix: [{ span: at, text: `${value}s` }],
    },
  ];
}
