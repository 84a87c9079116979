import { HAPROXY_RULES } from '../engines/haproxy/rules/all-rules.ts';
import { KEEPALIVED_RULES } from '../engines/keepalived/rules/all-rules.ts';
import { NGINX_RULES } from '../engines/nginx/rules/all-rules.ts';
import { FOREIGN_KINDS } from './foreign-kinds.ts';
import type { RuleWords } from './lint-finding.ts';
import { SITE_RULES } from './rules/all-rules.ts';

/** What every rule says of itself, sorted by code. */
export function ruleWords(): readonly RuleWords[] {
  const foreign = Object.values(FOREIGN_KINDS).flatMap(({ rules }) => rules);
  return [...HAPROXY_RULES, ...KEEPALIVED_RULES, ...NGINX_RULES, ...SITE_RULES, ...foreign].toSorted(
    (left, right) => (left.code < right.code ? -1 : 1),
  );
}
