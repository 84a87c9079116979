import type { FileKind } from './lint-file.ts';

/** 1-based lines, both included. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

const HAPROXY_HEAD =
  /^\s*(?:global|defaults|frontend|backend|listen|peers|resolvers|userlist|mailers|program|ring|http-errors|cache|fcgi-app|log-forward|log-profile|crt-store|traces|acme)\b/;
const IN_BRACES: readonly FileKind[] = ['keepalived', 'nginx', 'corosync'];
const BY_INDENT: readonly FileKind[] = ['compose', 'patroni'];

/**
 * The lines that belong to the one at `line`: a section's with its head, a block's with the line that opens it, else
 * the line alone.
 */
export function scopeOf(kind: FileKind, lines: readonly string[], line: number): LineRange {
  return { from: line, to: endOf(kind, lines, line) };
}

function endOf(kind: FileKind, lines: readonly string[], line: number): number {
  const head = lines[line - 1] ?? '';
  if (kind === 'haproxy' && HAPROXY_HEAD.test(head))
    return lineBefore(lines, line, (text) => HAPROXY_HEAD.test(text));
  if (kind === 'systemd' && /^\s*\[/.test(head))
    return lineBefore(lines, line, (text) => /^\s*\[/.test(text));
  if (kind === 'ossec') return endOfElement(lines, line);
  if (IN_BRACES.includes(kind)) return endOfBraces(lines, line);
  if (BY_INDENT.includes(kind)) {
    const depth = indentOf(head);
    return lineBefore(lines, line, (text) => text.trim() !== '' && indentOf(text) <= depth);
  }
  return line;
}

/** Where the element that the line opens ends; elements of one name do not stand in each other there. */
function endOfElement(lines: readonly string[], line: number): number {
  const [, name] = /^\s*<([\w.:-]+)[^/]*>\s*$/.exec(lines[line - 1] ?? '') ?? [];
  if (name === undefined) return line;
  const end = lines.findIndex((text, index) => index >= line && text.includes(`</${name}>`));
  return end === -1 ? lines.length : end + 1;
}

/** The last line before the first one behind `line` that fits. */
function lineBefore(lines: readonly string[], line: number, fits: (text: string) => boolean): number {
  const next = lines.findIndex((text, index) => index >= line && fits(text));
  return next === -1 ? lines.length : next;
}

/** Where the braces that the line opens are closed again; a brace that opens on the next line is its own as well. */
function endOfBraces(lines: readonly string[], line: number): number {
  let depth = 0;
  for (let index = line - 1; index < lines.length; index += 1) {
    const code = withoutWords(lines[index] ?? '');
    if (index === line && depth === 0 && !/^\s*\{/.test(code)) return line;
    for (const sign of code) {
      if (sign === '{') depth += 1;
      if (sign === '}') depth -= 1;
    }
    if (depth <= 0 && index >= line) return index + 1;
    if (depth <= 0 && code.includes('}')) return line;
  }
  return depth > 0 ? lines.length : line;
}

/** Without quoted words and comments, which may hold braces. */
function withoutWords(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '').replace(/(?:^|\s)[#!].*$/, '');
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}
