import type { Finding, Rule } from '../../../base/rule.ts';
import type { Proxy, Statement } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import { isWhole } from './is-whole.ts';
import { closestName } from './reading/closest-name.ts';
import { conditionOf } from './reading/condition.ts';
import { conditionalRules } from './reading/conditional-rules.ts';
import { isPredefinedAcl } from './reading/predefined-acls.ts';
import type { HaproxySubject } from './subject.ts';

export const unknownAcl: Rule<HaproxySubject> = {
  code: 'haproxy/unknown-acl',
  severity: 'error',
  title: 'A condition uses an acl not defined above',
  why: 'An acl counts from its line on and in its own section only; HAProxy refuses a file that uses another one.',
  source: 'measured: haproxy 2.6 -c answers "no such ACL"; configuration manual, 7.1',
  find: ({ haproxy }) => (isWhole(haproxy) ? haproxy.proxies.flatMap(unknownIn) : []),
};

function unknownIn(proxy: Proxy): Finding[] {
  const rules = conditionalRules(proxy);
  if (rules.length === 0) return [];
  const acls = new Map<string, Statement>();
  for (const acl of proxy.byKeyword.get('acl') ?? []) {
    const [name = ''] = acl.args;
    if (!acls.has(name)) acls.set(name, acl);
  }
  const isBefore = (acl: Statement, rule: Statement) => acl.path !== rule.path || acl.line < rule.line;
  return rules.flatMap((rule) =>
    (conditionOf(rule)?.names ?? []).flatMap(({ name, index }): Finding[] => {
      const acl = acls.get(name);
      if (rule.words[index]?.hasVariable || isPredefinedAcl(name) || (acl && isBefore(acl, rule))) return [];
      return [{ at: spanOf(rule, index, index), ...explain(proxy, name, acl, acls) }];
    }),
  );
}

function explain(
  proxy: Proxy,
  name: string,
  acl: Statement | undefined,
  acls: ReadonlyMap<string, Statement>,
) {
  if (acl !== undefined)
    return {
      message: `The acl ${name} is defined below, in line ${acl.line}: HAProxy does not know it here yet and refuses the file.`,
      remedy: `move the acl's line above this one.`,
    };
  if (name.toLowerCase() === 'and' || name === '&&')
    return {
      message: `"${name}" is no operator: acls that stand side by side must all hold, and HAProxy looks for an acl of this name and refuses the file.`,
      remedy: `delete "${name}".`,
    };
  const near = closestName(name, acls);
  return {
    message: `${proxy.kind} ${proxy.name} has no acl ${name}: HAProxy refuses the file.`,
    remedy:
      near === undefined
        ? `define the acl ${name} above this line, in the same section.`
        : `write ${near}, or define the acl ${name} above this line.`,
  };
}
