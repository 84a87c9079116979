import type { Directive, NginxSource } from '../../engines/nginx/grammar/source.ts';

/** The comment that somebody wrote above a directive and behind its line. Without `#`. */
export function commentAboveDirective(files: readonly NginxSource[], { path, words }: Directive): string[] {
  const line = words[0]?.line ?? 0;
  const tokens = files.find((file) => file.path === path)?.tokens ?? [];
  const comments = new Map<number, string>();
  const code = new Set<number>();
  for (const token of tokens) {
    if (token.kind === 'comment') comments.set(token.line, textOf(token.raw));
    else if (token.kind !== 'blank' && token.kind !== 'newline') code.add(token.line);
  }
  const above: string[] = [];
  for (let at = line - 1; comments.has(at) && !code.has(at); at -= 1) above.unshift(comments.get(at) ?? '');
  return [...above, comments.get(line) ?? ''].filter((text) => text !== '');
}

/** A ruler such as `#-----` says nothing. */
function textOf(comment: string): string {
  const text = comment.trim().replace(/^#+\s?/, '');
  return /^[-=#*_\s]*$/.test(text) ? '' : text.trimEnd();
}
