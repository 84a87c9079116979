import { quoted } from './fields.ts';
import type { RawFinding } from './raw-finding.ts';

const SECTIONS = new Set(
  `global defaults frontend backend listen peers resolvers mailers userlist cache http-errors ring log-forward fcgi-app
  program crt-store log-profile traces acme healthcheck`.split(/\s+/),
);

/** What the foundation owns (sockets, user, process) and what runs other programs. */
const FORBIDDEN = new Set(
  `bind lua-load lua-load-per-thread lua-prepend-path external-check insecure-fork-wanted master-worker daemon pidfile
  chroot user group uid gid setenv presetenv unsetenv resetenv unix-bind ssl-engine`.split(/\s+/),
);

/** Sections that only hold what others refer to; the site's raw lines, which end `global`, may begin them. */
const PASSIVE = new Set('userlist cache resolvers mailers http-errors ring fcgi-app'.split(' '));

const REMEDY = 'remove the line; what it does is the work of other keys of the spec, or not allowed.';

/**
 * Lines of haproxy.cfg that would open sockets, run programs or leave the section they stand in; where
 * `mayBeginSections` (the raw lines of the site), sections that only others refer to may follow.
 */
export function rawHaproxyFindings(text: string, mayBeginSections = false): RawFinding[] {
  let isPassive = false;
  return text.split('\n').flatMap((source, line) => {
    const words = wordsOf(source);
    if (mayBeginSections && PASSIVE.has(words?.[0] ?? '')) {
      isPassive = true;
      return [];
    }
    const message = words === undefined ? 'A quote is not closed.' : forbidden(words, isPassive);
    return message === undefined ? [] : [{ line, message, remedy: REMEDY }];
  });
}

/** Words at the end of a server's line: one line, with its quotes closed and no comment. */
export function rawServerFindings(text: string): RawFinding[] {
  const line = text.trim();
  const find = (message: string, remedy: string) => [{ line: 0, message, remedy }];
  if (line.includes('\n'))
    return find('A server is one line of haproxy.cfg.', 'write all words on one line.');
  if (wordsOf(line) === undefined) return find('A quote is not closed.', 'close it.');
  return [];
}

function forbidden(
  [first = '', second = '', ...rest]: readonly string[],
  isPassive: boolean,
): string | undefined {
  const keyword = first.toLowerCase();
  if (keyword === 'no' || keyword === 'default') return forbidden([second, ...rest], isPassive);
  if (SECTIONS.has(keyword))
    return `${quoted(first)} begins a section, and raw lines stay in the one they stand in.`;
  // There `user` and `group` are people, and what opens sockets or runs programs is no keyword.
  if (!isPassive && FORBIDDEN.has(keyword)) return `${quoted(first)} is not allowed in raw lines.`;
  if (keyword === 'stats' && second.toLowerCase() === 'socket')
    return '"stats socket" is not allowed in raw lines.';
  if (keyword === 'option' && second.toLowerCase() === 'external-check')
    return '"option external-check" is not allowed in raw lines.';
  if (keyword.startsWith('.')) return `${quoted(first)} is a directive, and raw lines have none.`;
  if (keyword.startsWith('[')) return `${quoted(first)} is a scope, and raw lines have none.`;
  if (first.includes('$')) return 'A variable stands where a keyword belongs.';
  return undefined;
}

/** Words as HAProxy's parse_line() sees them (quotes glue, backslash escapes, `#` comments); undefined = open quote. */
function wordsOf(source: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let index = 0; index < source.length; index += 1) {
    const character = source[index] ?? '';
    if (quote === "'") {
      if (character === quote) quote = '';
      else word += character;
    } else if (character === '\\') {
      const hex = /^x([0-9a-fA-F]{2})/.exec(source.slice(index + 1));
      word =
        (word ?? '') +
        (hex === null ? (source[index + 1] ?? '') : String.fromCharCode(Number.parseInt(hex[1] ?? '', 16)));
      index += hex === null ? 1 : 3;
    } else if (quote === '"') {
      if (character === quote) quote = '';
      else word += character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (character === '#') {
      break;
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + character;
    }
  }
  if (quote !== '') return undefined;
  return word === undefined ? words : [...words, word];
}
