import { type Problem, problem } from '../../../base/problem.ts';
import { textLines, trimmedSpan } from '../../text-lines.ts';
import type { CorosyncSection, CorosyncSetting, CorosyncSource } from './source.ts';

interface Open extends CorosyncSection {
  readonly settings: CorosyncSetting[];
  readonly sections: Open[];
}

/** Reads line by line, as corosync.conf(5) says: `name {`, `key: value`, `}` and `#` comments. */
export function parseCorosync(
  text: string,
  path: string,
): { corosync: CorosyncSource; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const sections: Open[] = [];
  const open: Open[] = [];
  const complain = (at: { line: number; column: number }, message: string, remedy: string) =>
    problems.push(problem('corosync/unreadable-line', path, at, message, remedy));

  for (const line of textLines(text)) {
    const words = line.text.trim();
    if (words === '' || words.startsWith('#')) continue;
    const at = trimmedSpan(path, line);
    const inner = open.at(-1);
    if (words.endsWith('{')) {
      const name = words.slice(0, -1).trim();
      const endColumn = at.column + name.length;
      const section: Open = { name, at: { ...at, endColumn }, settings: [], sections: [] };
      (inner?.sections ?? sections).push(section);
      open.push(section);
    } else if (words === '}') {
      if (open.pop() === undefined) complain(at, 'This } closes nothing.', 'Remove the brace.');
    } else {
      const colon = words.indexOf(':');
      if (colon > 0 && inner !== undefined) {
        inner.settings.push({ key: words.slice(0, colon).trim(), value: words.slice(colon + 1).trim(), at });
      } else {
        complain(
          at,
          'Corosync refuses to start with this line: it is no `key: value` inside a section, opens none and closes none.',
          'Write `key: value` inside a section.',
        );
      }
    }
  }
  for (const { name, at } of open) {
    complain(at, `The section ${name} is never closed.`, 'Add a } on a line of its own where it ends.');
  }
  return { corosync: { path, sections }, problems };
}
