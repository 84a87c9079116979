import { type Problem, problem } from '../../../base/problem.ts';
import { textLines, trimmedSpan } from '../../text-lines.ts';
import type { SystemdSetting, SystemdUnit } from './source.ts';

/** systemd.syntax(7): sections, `Key=value`, `#` and `;` comments, `\` at the end of a line goes on with the next. */
export function parseSystemd(
  text: string,
  path: string,
): { systemd: SystemdUnit; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const sections: { name: string; at: SystemdSetting['at'] }[] = [];
  const settings: SystemdSetting[] = [];
  /** A setting whose line ended with `\`; systemd skips comments among the lines that go on. */
  let open: { setting: SystemdSetting; isOpen: boolean } | undefined;

  for (const line of textLines(text)) {
    const words = line.text.trim();
    if (/^[#;]/.test(words)) continue;
    const at = trimmedSpan(path, line);
    const goesOn = line.text.endsWith('\\');
    const said = goesOn ? words.slice(0, -1).trim() : words;
    if (open?.isOpen === true) {
      const { setting }: { setting: SystemdSetting } = open;
      const value = `${setting.value} ${said}`.trim();
      const longer = { ...setting, value, at: { ...setting.at, endLine: at.line, endColumn: at.endColumn } };
      settings[settings.length - 1] = longer;
      open = { setting: longer, isOpen: goesOn };
      continue;
    }
    if (words === '') continue;
    const section = /^\[([^\]]+)\]$/.exec(words)?.[1];
    const equals = said.indexOf('=');
    const inside = sections.at(-1);
    if (section !== undefined) sections.push({ name: section, at });
    else if (equals > 0 && inside !== undefined) {
      const value = said.slice(equals + 1).trim();
      const setting = { section: inside.name, key: said.slice(0, equals).trim(), value, at };
      settings.push(setting);
      open = { setting, isOpen: goesOn };
    } else {
      problems.push(
        problem(
          'systemd/unreadable-line',
          path,
          at,
          inside === undefined
            ? 'systemd ignores this line: it stands before the first [Section].'
            : 'systemd ignores this line: it has no `=`.',
          'Write `Key=value` below its [Section].',
          'warning',
        ),
      );
    }
  }
  return { systemd: { path, ...nameOf(path), sections, settings }, problems };
}

const UNIT = /([^/]+\.(?:service|socket|timer|target|mount|path|slice))(\.d\/[^/]+\.conf)?$/;

function nameOf(path: string): Pick<SystemdUnit, 'name' | 'isDropIn'> {
  const match = UNIT.exec(path);
  return { name: match?.[1], isDropIn: match?.[2] !== undefined };
}
