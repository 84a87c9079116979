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

/** Lines of haproxy.cfg that would open sockets, run programs or leave the section they stand in. */
export function rawHaproxyFindings(text: string): RawFinding[] {
  return text.split('\n').flatMap((source, line) => {
    const words = wordsOf(source);
    const message = words === undefined ? 'A quote is not closed.' : forbidden(words);
    if (message === undefined) return [];
    return [
      {
        line,
        message,
        remedy: 'remove the line; what it does is the work of other keys of the spec, or not allowed.',
      },
    ];
  });
}

function forbidden([first = '', second = '', ...rest]: readonly string[]): string | undefined {
  const keyword = first.toLowerCase();
  if (keyword === 'no' || keyword === 'default') return forbidden([second, ...rest]);
  if (SECTIONS.has(keyword))
    return `${quoted(first)} begins a section, and raw lines stay in the one they stand in.`;
  if (FORBIDDEN.has(keyword)) return `${quoted(first)} is not allowed in raw lines.`;
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
