import type { Finding, Rule } from '../../../base/rule.ts';
import type { Proxy, Statement } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import { isUnconditional } from './reading/condition.ts';
import { isFinal, ruleSetOf } from './reading/final-action.ts';
import type { HaproxySubject } from './subject.ts';

export const ruleNeverReached: Rule<HaproxySubject> = {
  code: 'haproxy/rule-never-reached',
  severity: 'warning',
  title: 'A rule stands behind one that always ends',
  why: 'Rules of a kind are tried in their order, and one without a condition that allows, denies, redirects or names a backend ends it: what stands below never happens, be it a route, a header or a ban.',
  source:
    'measured: haproxy 2.6 warns for http rules ("further entries are NOOP") and accepts use_backend and tcp-request silently',
  find: ({ haproxy }) => haproxy.proxies.flatMap((proxy) => check(proxy)),
};

function check({ statements }: Proxy): Finding[] {
  const ended = new Map<string, Statement>();
  const findings: Finding[] = [];
  for (const statement of statements) {
    const set = statement.keyword === 'use_backend' ? 'use_backend' : ruleSetOf(statement);
    if (set === undefined) continue;
    const end = ended.get(set);
    if (end !== undefined) {
      findings.push({
        at: spanOf(statement),
        message: `This rule is never reached: the one in line ${end.line} has no condition and ends all ${set} rules.`,
        remedy: `give the rule in line ${end.line} a condition, move it behind this one, or delete this one.`,
      });
    } else if (isEnd(statement) && !statement.isConditional) ended.set(set, statement);
  }
  return findings;
}

/** A name computed at run time may name no backend: the next rule is tried then. */
function isEnd(statement: Statement): boolean {
  if (!isUnconditional(statement)) return false;
  if (statement.keyword === 'use_backend') return !(statement.args[0] ?? '').includes('%');
  return isFinal(statement);
}
