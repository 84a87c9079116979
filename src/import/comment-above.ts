import type { HaproxySource } from '../engines/haproxy/grammar/source.ts';
import type { Statement } from '../engines/haproxy/meaning/meaning.ts';

/** The comment that somebody wrote above a line and behind it: what they thought of it. Without `#`. */
export function commentAbove(sources: readonly HaproxySource[], { path, line }: Statement): string[] {
  const lines = sources.find((source) => source.path === path)?.lines ?? [];
  const above: string[] = [];
  for (let index = line - 2; index >= 0; index -= 1) {
    const candidate = lines[index];
    if (candidate === undefined || candidate.words.length > 0 || candidate.rest.trim() === '') break;
    above.unshift(textOf(candidate.rest));
  }
  const behind = lines[line - 1]?.rest.trim() ?? '';
  const all = behind.startsWith('#') ? [...above, textOf(behind)] : above;
  return all.filter((text) => text !== '');
}

/** A ruler such as `#-----` says nothing. */
function textOf(comment: string): string {
  const text = comment.trim().replace(/^#+\s?/, '');
  return /^[-=#*_\s]*$/.test(text) ? '' : text.trimEnd();
}
