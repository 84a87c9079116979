import type { Finding, Rule } from '../../../base/rule.ts';
import type { Proxy } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import { checkKindOf } from './check-kind.ts';
import { insertLineBefore } from './insert-line.ts';
import { isWhole } from './is-whole.ts';
import { proxiesInForce, proxyTitle } from './proxies-in-force.ts';
import type { HaproxySubject } from './subject.ts';

/** Keyword of the rules → the option without which they do nothing. */
const NEEDED = [
  ['http-check', 'httpchk'],
  ['tcp-check', 'tcp-check'],
  ['external-check', 'external-check'],
] as const;

export const checkRulesIgnored: Rule<HaproxySubject> = {
  code: 'haproxy/check-rules-ignored',
  severity: 'warning',
  title: 'Check rules that are never run',
  why: '`http-check` and `tcp-check` rules count only beside `option httpchk` or `option tcp-check`. Without it HAProxy checks that the port is open and nothing else: a server that answers 500 stays in the pool.',
  source:
    'haproxy -c of 2.6.12: "uses http-check rules without \'option httpchk\', so the rules are ignored"',
  find: ({ haproxy }) =>
    isWhole(haproxy)
      ? proxiesInForce(haproxy).flatMap((proxy) =>
          NEEDED.flatMap(([keyword, option]) => findIn(proxy, keyword, option)),
        )
      : [],
};

function findIn(proxy: Proxy, keyword: string, option: string): Finding[] {
  const [first] = proxy.byKeyword.get(keyword) ?? [];
  if (first === undefined || first.isConditional) return [];
  // `http-check disable-on-404` and `send-state` are switches, and are told apart by HAProxy too.
  if (keyword === 'http-check' && ['disable-on-404', 'send-state'].includes(first.args[0] ?? '')) return [];
  const kind = checkKindOf(proxy);
  if (kind?.kind === option || kind?.statement.isConditional === true) return [];
  const instead = kind === undefined ? 'only whether the port is open' : `by \`option ${kind.kind}\``;
  return [
    {
      at: spanOf(first),
      message: `The \`${keyword}\` lines of ${proxyTitle(proxy)} are ignored, because \`option ${option}\` is not set: servers are checked ${instead}.`,
      remedy: `add \`option ${option}\` above it, or remove the lines.`,
      ...(kind === undefined && { fix: [insertLineBefore(first, `option ${option}`)] }),
    },
  ];
}
