import { type LineCounter, parseDocument } from 'yaml';
import { byPlace } from '../base/order.ts';
import { type Problem, problem } from '../base/problem.ts';
import { type Place, START } from '../base/text-range.ts';
import { decodeSpec } from './decode.ts';
import { deepFreeze } from './deep-freeze.ts';
import { quoted } from './fields.ts';
import { type RawPermission, rawProblems } from './raw-problems.ts';
import { type Draft, salvage } from './salvage.ts';
import { schemaProblems } from './schema-problems.ts';
import { type Spec, specSchema } from './spec.ts';
import { type ForbiddenFeature, forbiddenFeatures, stoppedEarly } from './yaml-features.ts';
import { yamlLines } from './yaml-lines.ts';
import { yamlTree } from './yaml-tree.ts';

export interface ParsedSpec {
  /** undefined when there is any error. */
  readonly spec: Spec | undefined;
  /** What is left when the wrong values are taken out: for finding more problems, never for use. */
  readonly draft: Draft | undefined;
  /** In reading order. */
  readonly problems: readonly Problem[];
  /** Keys joined with `/` → where the value stands. */
  readonly origins: Readonly<Record<string, Place>>;
}

/** Never throws, whatever the bytes are. `file` is only the name that problems carry. */
export function parseSpec(
  bytes: Uint8Array,
  file: string,
  permission: RawPermission = { allowRaw: false },
): ParsedSpec {
  const nothing = (problems: readonly Problem[]): ParsedSpec => ({
    spec: undefined,
    draft: undefined,
    problems: problems.toSorted(byPlace),
    origins: {},
  });

  const decoded = decodeSpec(bytes, file);
  if ('problem' in decoded) return nothing([decoded.problem]);
  const { text } = decoded;

  const lines = yamlLines(text);
  const features = forbiddenFeatures(text);
  if (stoppedEarly(features)) {
    return nothing(features.map((feature) => featureProblem(feature, lines, file)));
  }
  const document = parseDocument(text, {
    // Its own check of keys takes quadratic time; yamlTree's does not.
    uniqueKeys: false,
    merge: false,
    prettyErrors: false,
    logLevel: 'error',
  });
  const told = features.map((feature) => featureProblem(feature, lines, file));
  const syntax = document.errors
    .filter((error) => !features.some(({ offset }) => offset === error.pos[0]))
    // One slip makes many errors; the first ones are near it.
    .slice(0, 20)
    .map((error) => syntaxProblem(error.code, error.message, placeAt(lines, error.pos[0]), file));
  if (syntax.length > 0) return nothing([...told, ...syntax]);
  if (document.contents === null) {
    return nothing([
      ...told,
      problem(
        'spec/empty',
        file,
        START,
        'The file says nothing.',
        'write a spec; `holdfast init` gives one to start from.',
      ),
    ]);
  }

  const tree = yamlTree(document.contents, lines, file);
  const result = specSchema.safeParse(tree.value);
  const wrong = result.success ? [] : schemaProblems(result.error.issues, tree, file);
  const early = [...told, ...tree.problems, ...rawProblems(tree.raw, file, permission)];
  const origins = Object.freeze({ ...tree.origins });
  if (result.success && early.length === 0 && tree.spoiled.length === 0) {
    const spec = deepFreeze(result.data);
    return { spec, draft: { spec, spoiled: [], late: [] }, problems: [], origins };
  }
  const spoiled = [...tree.spoiled.map((path) => path.split('/')), ...wrong.map(({ path }) => path)];
  const draft = salvage(tree.value, spoiled);
  const late = schemaProblems(draft?.late ?? [], tree, file);
  const problems = [...early, ...[...wrong, ...late].map((one) => one.problem)].toSorted(byPlace);
  return { spec: undefined, draft, problems, origins };
}

function featureProblem(
  { what, offset, source }: ForbiddenFeature,
  lines: LineCounter,
  file: string,
): Problem {
  const place = placeAt(lines, offset);
  if (what === 'depth') {
    return problem(
      'spec/too-deep',
      file,
      place,
      'The nesting is deeper than any spec needs.',
      'remove brackets, dashes or indentation.',
    );
  }
  const remedy =
    'write the values out where they belong; texts that begin with "&", "*" or "!" go in quotes.';
  return problem(
    'spec/yaml-feature',
    file,
    place,
    `${quoted(source)} is a YAML ${what}, and a spec has none.`,
    remedy,
  );
}

function syntaxProblem(code: string, message: string, place: Place, file: string): Problem {
  if (code === 'MULTIPLE_DOCS') {
    const text = 'A second YAML document begins here; a spec is one document.';
    return problem(
      'spec/several-documents',
      file,
      place,
      text,
      'put it in a file of its own, or remove the line "---".',
    );
  }
  const sentence = `This is not YAML: ${message.split('\n')[0]?.replace(/[.:]?$/, '.')}`;
  return problem(
    'spec/yaml-syntax',
    file,
    place,
    sentence,
    'look at indentation, colons, brackets and quotes here and just above.',
  );
}

function placeAt(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}
