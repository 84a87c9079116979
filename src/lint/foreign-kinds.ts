import type { Problem } from '../base/problem.ts';
import type { Rule } from '../base/rule.ts';
import type { LintContext } from '../engines/lint-context.ts';
import { parseCompose } from '../foreign/compose/grammar/parse-compose.ts';
import { COMPOSE_RULES } from '../foreign/compose/rules/all-rules.ts';
import { parseCorosync } from '../foreign/corosync/grammar/parse-corosync.ts';
import { COROSYNC_RULES } from '../foreign/corosync/rules/all-rules.ts';
import { parseOssec } from '../foreign/ossec/grammar/parse-ossec.ts';
import { OSSEC_RULES } from '../foreign/ossec/rules/all-rules.ts';
import { parsePatroni } from '../foreign/patroni/grammar/parse-patroni.ts';
import { PATRONI_RULES } from '../foreign/patroni/rules/all-rules.ts';
import { parsePcs } from '../foreign/pcs/grammar/parse-pcs.ts';
import { PCS_RULES } from '../foreign/pcs/rules/all-rules.ts';
import { parseScript } from '../foreign/script/grammar/parse-script.ts';
import { SCRIPT_RULES } from '../foreign/script/rules/all-rules.ts';
import { parseSentinel } from '../foreign/sentinel/grammar/parse-sentinel.ts';
import { SENTINEL_RULES } from '../foreign/sentinel/rules/all-rules.ts';
import { parseSysctl } from '../foreign/sysctl/grammar/parse-sysctl.ts';
import { SYSCTL_RULES } from '../foreign/sysctl/rules/all-rules.ts';
import { parseSystemd } from '../foreign/systemd/grammar/parse-systemd.ts';
import { SYSTEMD_RULES } from '../foreign/systemd/rules/all-rules.ts';
import { parseZone } from '../foreign/zone/grammar/parse-zone.ts';
import { ZONE_RULES } from '../foreign/zone/rules/all-rules.ts';
import type { FileKind, LintFile } from './lint-file.ts';
import { type LintFinding, plainFinding, type RuleWords } from './lint-finding.ts';
import { runRules } from './run-rules.ts';

/** A kind of file that we read but do not run: each is looked at by itself. */
export interface ForeignKind {
  readonly rules: readonly RuleWords[];
  readonly lint: (file: LintFile, context: LintContext) => readonly LintFinding[];
}

/** Every kind of foreign file, sorted: how it is read, and the rules about it. */
export const FOREIGN_KINDS: Readonly<Partial<Record<FileKind, ForeignKind>>> = {
  compose: foreignKind(parseCompose, COMPOSE_RULES),
  corosync: foreignKind(parseCorosync, COROSYNC_RULES),
  ossec: foreignKind(parseOssec, OSSEC_RULES),
  patroni: foreignKind(parsePatroni, PATRONI_RULES),
  pcs: foreignKind(parsePcs, PCS_RULES),
  script: foreignKind(parseScript, SCRIPT_RULES),
  sentinel: foreignKind(parseSentinel, SENTINEL_RULES),
  sysctl: foreignKind(parseSysctl, SYSCTL_RULES),
  systemd: foreignKind(parseSystemd, SYSTEMD_RULES),
  zone: foreignKind(parseZone, ZONE_RULES),
};

/** @param parse the subject of the rules but for the context, under the name that they know it by */
function foreignKind<Parsed extends { readonly problems: readonly Problem[] }>(
  parse: (text: string, path: string) => Parsed,
  rules: readonly Rule<Omit<Parsed, 'problems'> & { readonly context: LintContext }>[],
): ForeignKind {
  return {
    rules,
    lint: ({ text, path }, context) => {
      const { problems, ...parsed } = parse(text, path);
      return [...problems.map(plainFinding), ...runRules(rules, { ...parsed, context })];
    },
  };
}
