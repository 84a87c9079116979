import type { LintContext } from '../engines/lint-context.ts';
import { SECRET_MARK } from '../engines/secret-mark.ts';
import { specPlace } from '../engines/spec-place.ts';
import type { Release, ReleaseFile } from '../release/release.ts';
import type { Site } from '../site/site.ts';
import { lintFiles } from './lint.ts';
import { type LintFinding, sortedOnce } from './lint-finding.ts';
import { ruleWords } from './rule-words.ts';
import { suppress } from './suppress.ts';

/**
 * What the rules find in the generated files of all nodes together, each finding at the line of the spec from which
 * the generated line comes. Suppressions in the spec count.
 *
 * @param specText the spec as the user wrote it
 */
export function lintRelease(
  site: Site,
  release: Release,
  specText: string,
  context: LintContext,
  knownCodes: readonly string[] = ruleWords().map(({ code }) => code),
): { findings: readonly LintFinding[]; suppressed: readonly LintFinding[] } {
  const engineFiles = release.files.filter(({ path }) => path !== 'foundation.json');
  const byPath = new Map(engineFiles.map((file) => [`${file.node}/${file.path}`, file]));
  const { findings } = lintFiles(
    [...byPath].map(([path, file]) => ({ path, text: withoutSecrets(file), node: file.node })),
    context,
  );
  const mapped = findings.flatMap((finding) => {
    const file = byPath.get(finding.problem.path);
    return file === undefined ? [] : [inSpec(site, file, finding)];
  });
  const { kept, suppressed } = suppress(
    sortedOnce(oncePerPlace(mapped)),
    [{ path: site.file, text: specText, kind: 'compose' }],
    knownCodes,
  );
  return { findings: kept, suppressed };
}

/** A secret's reference is no password: as a variable its value is what it is, unknown. */
function withoutSecrets({ path, text }: ReleaseFile): string {
  return text.replace(SECRET_MARK, path === 'haproxy.cfg' ? '"${HOLDFAST_SECRET}"' : '$HOLDFAST_SECRET');
}

function inSpec(site: Site, file: ReleaseFile, { problem, rule }: LintFinding): LintFinding {
  const origin = file.origins[problem.line - 1];
  const place = specPlace(site, origin);
  const generated = file.text.split('\n')[problem.line - 1]?.trim() ?? '';
  const where = `${file.path} of node ${file.node}, line ${problem.line} (${generated})`;
  return {
    problem: {
      ...problem,
      path: site.file,
      line: place.line,
      column: place.column,
      message: `${problem.message} It stands in ${where}.`,
    },
    span: undefined,
    rule,
    fix: undefined,
  };
}

/** The files of all nodes say much the same: one finding of a code is enough for a place of the spec. */
function oncePerPlace(findings: readonly LintFinding[]): readonly LintFinding[] {
  const once = new Map<string, LintFinding>();
  for (const finding of findings) {
    const { code, line, column } = finding.problem;
    const key = `${code}\0${line}\0${column}`;
    if (!once.has(key)) once.set(key, finding);
  }
  return [...once.values()];
}
