import type { EngineVersion, LintContext } from '../engines/lint-context.ts';
import { askEngine, type EngineQuestion, engineVersion } from '../host/ask-engine.ts';
import type { RuleFindings } from '../lint/lint.ts';
import type { LintFinding } from '../lint/lint-finding.ts';
import { type NodeFiles, readNode } from '../lint/read-node.ts';
import { verdictFindings } from '../lint/verdict-findings.ts';

/** An engine that reads these would load programs of the file's author; they are linted without it. */
const LOADS_PROGRAMS =
  /^\s*(?:lua-load|lua-load-per-thread|lua-prepend-path|load_module|perl_modules|perl_require)\b/m;
/** A folder with the files of hundreds of hosts is linted by the rules alone. */
const MOST_QUESTIONS = 50;

/** What the engines that are installed here say of the same files; nothing where none is. */
export async function askEngines(
  { files, sites, findings }: RuleFindings,
  context: LintContext,
): Promise<readonly LintFinding[]> {
  const questions = sites.flat().flatMap(questionsOf);
  if (questions.length > MOST_QUESTIONS) return [];
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const verdicts: LintFinding[] = [];
  for (const question of questions) {
    if (question.paths.some((path) => LOADS_PROGRAMS.test(texts.get(path) ?? ''))) continue;
    if (question.paths.some((path) => NEEDS_MORE[question.engine].test(texts.get(path) ?? ''))) continue;
    if (!(await runsAs(question.engine, context[question.engine]))) continue;
    // One after the other: each may take all of a core.
    const messages = await askEngine(question);
    if (messages !== undefined) verdicts.push(...verdictFindings(question.engine, messages, files, findings));
  }
  return verdicts;
}

/** What the engine cannot judge alone: `@id` lines want an id, and what has no block of nginx's main level is a piece. */
const NEEDS_MORE = {
  haproxy: /^(?![^])/,
  keepalived: /^\s*@\^?[A-Za-z]/m,
  nginx: /^(?![^]*\b(?:events|http|stream|mail)\s*\{)/,
} as const;

/** Another version than the one that will run the files has nothing to say of them. */
async function runsAs(engine: EngineQuestion['engine'], asked: EngineVersion | undefined): Promise<boolean> {
  if (asked === undefined) return true;
  const here = await engineVersion(engine);
  return here === `${asked.major}.${asked.minor}`;
}

function questionsOf(files: NodeFiles): EngineQuestion[] {
  const { haproxy, keepalived, nginx } = files;
  const paths = (all: readonly { readonly path: string }[]) => all.map(({ path }) => path);
  const interfaces = keepalived.length === 0 ? [] : interfacesOf(files);
  return [
    { engine: 'haproxy' as const, paths: paths(haproxy), interfaces },
    { engine: 'keepalived' as const, paths: paths(keepalived.slice(0, 1)), interfaces },
    // Without these it is a part that nginx.conf includes, and `nginx -t` would take it for the whole.
    ...nginx
      .filter(({ main }) => /^\s*(?:events|http|stream|mail)\b/m.test(main.text))
      .map(({ main }) => ({ engine: 'nginx' as const, paths: [main.path], interfaces })),
  ].filter((question) => question.paths.length > 0);
}

/** Every interface that keepalived.conf speaks of; Keepalived stops reading at one that is not there. */
function interfacesOf(files: NodeFiles): string[] {
  // The rules have read the other files already, which may be long.
  const instances = readNode({ ...files, haproxy: [], nginx: [] }).node.keepalived?.instances ?? [];
  const names = instances.flatMap(({ interface: own, addresses, excludedAddresses, tracks }) => [
    own?.value,
    ...[...addresses, ...excludedAddresses].map(({ device }) => device),
    ...tracks.filter(({ kind }) => kind === 'interface').map(({ name }) => name),
  ]);
  return [...new Set(names)].filter(
    (name) => name !== undefined && /^[A-Za-z0-9][A-Za-z0-9_.-]{0,14}$/.test(name),
  ) as string[];
}
