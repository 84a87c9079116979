import { type Problem, problem } from '../../../base/problem.ts';
import type { SaidWord } from '../../said-word.ts';
import type { ZoneRecord, ZoneSource } from './source.ts';
import { zoneEntries } from './zone-tokens.ts';
import { parseZoneTtl } from './zone-ttl.ts';

const TYPE = /^(?:[A-Z]+[A-Z0-9-]*|TYPE\d+)$/;
const CLASS = /^(?:IN|CH|HS|CS)$/i;

/** RFC 1035 §5 with $TTL (RFC 2308 §4). No npm package that reads zone files says where a record stands. */
export function parseZone(text: string, path: string): { zone: ZoneSource; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const records: ZoneRecord[] = [];
  let defaultTtl: ZoneSource['defaultTtl'];
  let origin = '';
  let owner: string | undefined;
  let formerTtl: number | undefined;
  let begins = false;
  let includes = false;
  const complain = (word: SaidWord, message: string, remedy: string) =>
    problems.push(problem('zone/unreadable-entry', path, word.at, message, remedy));

  for (const { words, isIndented, isUnclosed } of zoneEntries(text, path)) {
    const [first, ...others] = words;
    if (first === undefined) continue;
    if (isUnclosed) {
      complain(
        first,
        'A parenthesis or quote of this entry is never closed.',
        'Close it where the entry ends.',
      );
      continue;
    }
    if (first.value.startsWith('$')) {
      const argument = others[0];
      const seconds = parseZoneTtl(argument?.value ?? '');
      const directive = first.value.toUpperCase();
      if (directive === '$TTL' && seconds !== undefined) defaultTtl = { seconds, at: first.at };
      if (directive === '$ORIGIN') origin = absolute(argument?.value ?? '', origin);
      if (directive === '$INCLUDE' || directive === '$GENERATE') includes = true;
      if (directive === '$TTL' || directive === '$ORIGIN') begins = true;
      continue;
    }
    const rest = isIndented ? [...words] : others;
    if (!isIndented) owner = absolute(first.value, origin);
    let ttl: number | undefined;
    for (let word = rest[0]; word !== undefined; word = rest[0]) {
      const seconds = parseZoneTtl(word.value);
      if (seconds !== undefined && ttl === undefined) ttl = seconds;
      else if (!CLASS.test(word.value)) break;
      rest.shift();
    }
    const [type, ...values] = rest;
    if (
      owner === undefined ||
      type === undefined ||
      values.length === 0 ||
      !TYPE.test(type.value.toUpperCase())
    ) {
      complain(
        first,
        'A name server refuses this entry: it is no `name [ttl] [class] type value`.',
        'Write the name, the type (A, AAAA, CNAME, …) and the value.',
      );
      continue;
    }
    const last = words.at(-1) ?? first;
    formerTtl = ttl ?? defaultTtl?.seconds ?? formerTtl;
    if (type.value.toUpperCase() === 'SOA') begins = true;
    records.push({
      name: owner,
      ttl: formerTtl,
      type: type.value.toUpperCase(),
      values,
      at: { ...first.at, endLine: last.at.endLine, endColumn: last.at.endColumn },
    });
  }
  return { zone: { path, defaultTtl, isWhole: begins && !includes, records }, problems };
}

/** `@` without an $ORIGIN stays `@`. */
function absolute(name: string, origin: string): string {
  const lower = name.toLowerCase();
  if (lower.endsWith('.') || origin === '') return lower;
  return lower === '@' ? origin : `${lower}.${origin}`.replace(/\.\.$/, '.');
}
