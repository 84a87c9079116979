import { HAPROXY_RULES } from '../engines/haproxy/rules/all-rules.ts';
import { KEEPALIVED_RULES } from '../engines/keepalived/rules/all-rules.ts';
import type { LintContext } from '../engines/lint-context.ts';
import { NGINX_RULES } from '../engines/nginx/rules/all-rules.ts';
import { FOREIGN_KINDS } from './foreign-kinds.ts';
import { groupFiles, type KnownFile, type SiteFiles } from './group.ts';
import { identifyFile } from './identify.ts';
import type { FileKind, LintFile } from './lint-file.ts';
import { type LintFinding, plainFinding, sortedOnce } from './lint-finding.ts';
import { readNode } from './read-node.ts';
import { ruleWords } from './rule-words.ts';
import { SITE_RULES } from './rules/all-rules.ts';
import { runRules } from './run-rules.ts';
import { withoutSaidBetter } from './said-better.ts';
import { suppress } from './suppress.ts';

/** What the rules say, before anybody's comments are heard. */
export interface RuleFindings {
  /** What each file is; those whose kind is `unknown` were not linted, unless another one includes them. */
  readonly files: readonly KnownFile[];
  /** The nodes that were looked at together, each with its files. */
  readonly sites: readonly SiteFiles[];
  /** Sorted by path, line, column and code; each once. */
  readonly findings: readonly LintFinding[];
}

export interface LintResult extends RuleFindings {
  /** What a comment says is meant so; `findings` has it no longer, but what is wrong with the comments. */
  readonly suppressed: readonly LintFinding[];
}

/**
 * Everything the rules find in somebody's files, file by file and across files and nodes, without what comments suppress.
 *
 * @param knownCodes what a suppression may name; default: the codes of all rules
 */
export function lintFiles(
  files: readonly LintFile[],
  context: LintContext,
  knownCodes: readonly string[] = ruleWords().map(({ code }) => code),
): LintResult {
  return heedComments(findInFiles(files, context), knownCodes);
}

/** Takes out what comments suppress, of what the rules found and of `more`, such as what the engines said. */
export function heedComments(
  found: RuleFindings,
  knownCodes: readonly string[],
  more: readonly LintFinding[] = [],
): LintResult {
  const all = more.length === 0 ? found.findings : sortedOnce([...found.findings, ...more]);
  const { kept, suppressed } = suppress(all, found.files, knownCodes);
  return { ...found, findings: kept, suppressed };
}

/** Everything the rules find, also what comments suppress. */
export function findInFiles(files: readonly LintFile[], context: LintContext): RuleFindings {
  const identified = files.map((file) => ({ ...file, kind: identifyFile(file.path, file.text) }));
  const sites = groupFiles(identified);
  const known = withIncluded(identified, sites);
  const found = [
    ...sites.flatMap((site) => lintSite(site, context)),
    ...known.flatMap((file) => FOREIGN_KINDS[file.kind]?.lint(file, context) ?? []),
  ];
  return { files: known, sites, findings: withoutSaidBetter(sortedOnce(found)) };
}

/** A file whose own words do not tell is what the one that includes it is. */
function withIncluded(files: readonly KnownFile[], sites: readonly SiteFiles[]): readonly KnownFile[] {
  const kinds = new Map<string, FileKind>();
  for (const { keepalived, nginx } of sites.flat()) {
    for (const { path } of keepalived) kinds.set(path, 'keepalived');
    for (const { path } of nginx.flatMap(({ others }) => others)) kinds.set(path, 'nginx');
  }
  return files.map((file) => ({ ...file, kind: kinds.get(file.path) ?? file.kind }));
}

function lintSite(files: SiteFiles, context: LintContext): LintFinding[] {
  const read = files.map(readNode);
  // Only messages ask for the name of a node, and a single one needs none.
  const nodes = read.map(({ node }) => (node.name === '.' ? { ...node, name: 'this node' } : node));
  return [
    ...read.flatMap(({ problems }) => problems.map(plainFinding)),
    ...nodes.flatMap(({ haproxy, keepalived, nginx }) => [
      ...(haproxy === undefined ? [] : runRules(HAPROXY_RULES, { haproxy, context })),
      ...(keepalived === undefined ? [] : runRules(KEEPALIVED_RULES, { keepalived, context })),
      ...nginx.flatMap((one) => runRules(NGINX_RULES, { nginx: one, context })),
    ]),
    ...runRules(SITE_RULES, { nodes, context }),
  ];
}
