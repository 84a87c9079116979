import { type Problem, problem, type Severity } from '../base/problem.ts';
import { type Place, START } from '../base/text-range.ts';
import { didYouMean } from '../spec/did-you-mean.ts';
import { isWithin } from '../spec/schema-problems.ts';

/** Collects problems by the path of what they are about, and knows where that stands. */
export interface Findings {
  readonly add: (code: string, path: string, message: string, remedy: string, severity?: Severity) => void;
  /** A name that stands nowhere; says nothing when the name exists but could not be read. */
  readonly unknown: (
    kind: 'node' | 'VIP' | 'pool',
    name: string,
    path: string,
    known: readonly string[],
  ) => void;
  readonly place: (path: string) => Place;
  /** Where things that a preset made come from. One value makes several of them: a problem of it is told once. */
  readonly learn: (made: Readonly<Record<string, Place>>) => void;
  /** False when something under `path` was left out: nothing follows from what is not there then. */
  readonly isWhole: (path: string) => boolean;
  /** The keys of a map of the spec in the order of the text (objects put names such as 7 first). */
  readonly inOrder: <Value>(record: Readonly<Record<string, Value>>, path: string) => [string, Value][];
  readonly problems: Problem[];
}

const SECTIONS = { node: 'nodes', VIP: 'vips', pool: 'pools' } as const;

/** `spoiled` are paths about which the parser has told already. */
export function findingsOf(
  file: string,
  written: Readonly<Record<string, Place>>,
  spoiled: readonly string[],
): Findings {
  const problems: Problem[] = [];
  let origins = written;
  let made: readonly string[] = [];
  const place = (path: string): Place => {
    const keys = path.split('/');
    for (let length = keys.length; length > 0; length -= 1) {
      const found = origins[keys.slice(0, length).join('/')];
      if (found !== undefined) return found;
    }
    return START;
  };
  const add: Findings['add'] = (code, path, message, remedy, severity) => {
    if (spoiled.some((wrong) => isWithin(path, wrong))) return;
    const one = problem(code, file, place(path), message, remedy, severity);
    const isAgain = problems.some(
      (told) => told.code === code && told.line === one.line && told.column === one.column,
    );
    if (isAgain && made.some((ancestor) => isWithin(path, ancestor))) return;
    problems.push(one);
  };
  return {
    add,
    place,
    learn: (places) => {
      origins = { ...places, ...origins };
      made = Object.keys(places);
    },
    isWhole: (path) => !spoiled.some((wrong) => isWithin(wrong, path) || isWithin(path, wrong)),
    problems,
    unknown: (kind, name, path, known) => {
      if (origins[`${SECTIONS[kind]}/${name}`] !== undefined || spoiled.includes(SECTIONS[kind])) return;
      const list = known.length === 0 ? '' : ` The spec has ${known.join(', ')}.`;
      const guess = didYouMean(name, known);
      const remedy = `${guess}${guess === '' ? 'name' : 'If not, name'} one that stands under "${SECTIONS[kind]}", or add it there.`;
      add('spec/unknown-name', path, `There is no ${kind} "${name}".${list}`, remedy);
    },
    inOrder: (record, path) =>
      Object.entries(record).toSorted(([left], [right]) => {
        const [one, two] = [place(`${path}/${left}`), place(`${path}/${right}`)];
        return one.line - two.line || one.column - two.column;
      }),
  };
}
