import { type Problem, problem } from '../../../base/problem.ts';
import { textLines, trimmedSpan } from '../../text-lines.ts';
import type { SysctlSetting, SysctlSource } from './source.ts';

/** sysctl.d(5): `key = value`, `-key` ignores failures, `-key` without a value only excludes; `#` and `;` comment. */
export function parseSysctl(
  text: string,
  path: string,
): { sysctl: SysctlSource; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const settings: SysctlSetting[] = [];
  for (const line of textLines(text)) {
    const words = line.text.trim();
    if (words === '' || /^[#;]/.test(words)) continue;
    const at = trimmedSpan(path, line);
    const equals = words.indexOf('=');
    if (equals > 0) {
      settings.push({
        key: keyOf(words.slice(0, equals)),
        value: words.slice(equals + 1).trim(),
        at,
      });
    } else if (!/^-\s*\S+$/.test(words)) {
      problems.push(
        problem(
          'sysctl/unreadable-line',
          path,
          at,
          `This line sets nothing: it has no \`=\`. The kernel keeps its own value.`,
          'Write `name = value`.',
          'warning',
        ),
      );
    }
  }
  return { sysctl: { path, settings }, problems };
}

/** When the first separator is a slash, slashes part the name and dots belong to it (sysctl.d(5)). */
function keyOf(words: string): string {
  const name = words.trim().replace(/^-\s*/, '');
  const first = /[./]/.exec(name)?.[0];
  return first === '/' ? name.replaceAll(/[./]/g, (sign) => (sign === '/' ? '.' : '/')) : name;
}
