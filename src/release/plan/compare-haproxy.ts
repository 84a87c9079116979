import { parseHaproxy } from '../../engines/haproxy/grammar/parse.ts';
import type { Proxy, Section, Statement } from '../../engines/haproxy/meaning/meaning.ts';
import { readHaproxy } from '../../engines/haproxy/meaning/read-haproxy.ts';
import { listenerKey, renumbered } from './compare-listeners.ts';
import { compareServers } from './compare-servers.ts';
import { type Comparable, compareStatements } from './compare-statements.ts';
import { type Found, linesBetween } from './found.ts';
import { type FoundationFacts, socketOf } from './foundation-facts.ts';
import type { LineRef } from './plan.ts';
import { sectionOrigin, sectionWords } from './section-words.ts';

/** One side of a node: its haproxy.cfg, and what its foundation calls the sockets that the file names by number. */
export interface HaproxySide {
  readonly text: string;
  readonly foundation: FoundationFacts | undefined;
}

/** What HAProxy has to do otherwise. */
export function compareHaproxy(before: HaproxySide, after: HaproxySide): Found[] {
  const former = sectionsOf(before.text);
  const next = sectionsOf(after.text);
  const sockets = { before: socketNames(before.foundation), after: socketNames(after.foundation) };
  return [
    ...orders(former, next),
    ...[...next].flatMap(([key, section]) => {
      const other = former.get(key);
      return other === undefined ? [whole('after', section)] : both(other, section, sockets);
    }),
    ...[...former].filter(([key]) => !next.has(key)).map(([, section]) => whole('before', section)),
  ];
}

type Sockets = Readonly<Record<LineRef['side'], ReadonlyMap<string, string>>>;

function both(former: Section, next: Section, sockets: Sockets): Found[] {
  const isPool = 'servers' in former && 'servers' in next;
  const lines = (section: Section, side: LineRef['side']) =>
    section.statements
      .filter(({ keyword }) => !isPool || keyword !== 'server')
      .map((one) => comparable(one, sockets[side]));
  const [was, becomes] = [lines(former, 'before'), lines(next, 'after')];
  const headers = compareStatements(next, [comparable(former.head)], [comparable(next.head)]);
  return [
    ...headers,
    ...binds(was, becomes, sockets),
    ...compareStatements(
      next,
      was.filter(({ words }) => !comesOrGoes(words, sockets)),
      becomes.filter(({ words }) => !comesOrGoes(words, sockets)),
    ),
    ...(isPool ? compareServers(former as Proxy, next as Proxy) : []),
  ];
}

/** Lines that name a socket which comes or goes belong to it; so do those that only tell its new number. */
function binds(was: readonly Comparable[], becomes: readonly Comparable[], sockets: Sockets): Found[] {
  const found: Found[] = [];
  for (const [side, lines] of [
    ['before', was],
    ['after', becomes],
  ] as const) {
    for (const { statement, words } of lines) {
      if (!comesOrGoes(words, sockets)) continue;
      found.push({
        key: listenerKey(socketIn(words) ?? ''),
        // foundation.json tells of the socket itself, and how hard that is.
        impact: 'none',
        text: `${socketIn(words)} ${side === 'after' ? 'is used' : 'is no longer used'}`,
        lines: [{ side, line: statement.line }],
      });
    }
  }
  const numbers = was.flatMap((one) => {
    const other = becomes.find(({ words }) => words === one.words);
    if (socketIn(one.words) === undefined || other === undefined) return [];
    if (other.statement.args[0] === one.statement.args[0]) return [];
    return [
      { side: 'before' as const, line: one.statement.line },
      { side: 'after' as const, line: other.statement.line },
    ];
  });
  return numbers.length === 0 ? found : [...found, renumbered(numbers)];
}

const BIND = /^bind\0socket@([^\0]+)/;

function socketIn(words: string): string | undefined {
  return BIND.exec(words)?.[1];
}

function comesOrGoes(words: string, { before, after }: Sockets): boolean {
  const socket = socketIn(words);
  const has = (side: ReadonlyMap<string, string>) => [...side.values()].includes(socket ?? '');
  return socket !== undefined && has(before) !== has(after);
}

function comparable(statement: Statement, sockets?: ReadonlyMap<string, string>): Comparable {
  const words = statement.words.map(({ value }) => value);
  const socket = statement.keyword === 'bind' ? sockets?.get(words[1] ?? '') : undefined;
  if (socket !== undefined) words[1] = `socket@${socket}`;
  return { statement, words: words.join('\0') };
}

/** `fd@3` → `10.77.0.100:80`. */
function socketNames(foundation: FoundationFacts | undefined): ReadonlyMap<string, string> {
  return new Map((foundation?.config.listeners ?? []).map((one) => [`fd@${one.fd}`, socketOf(one)]));
}

function whole(side: LineRef['side'], section: Section): Found {
  return {
    key: `haproxy/${section.kind}/${section.name ?? ''}`,
    impact: 'reload',
    text: `${sectionWords(section)} is ${side === 'after' ? 'added' : 'removed'}`,
    origin: sectionOrigin(section),
    lines: linesOf(side, section),
  };
}

function linesOf(side: LineRef['side'], section: Section | undefined): LineRef[] {
  if (section === undefined) return [];
  const last = Math.max(section.head.line, ...section.statements.map(({ line }) => line));
  return linesBetween(side, section.head.line, last);
}

function serverLines(side: LineRef['side'], section: Section): LineRef[] {
  return (section.byKeyword.get('server') ?? []).map(({ line }) => ({ side, line }));
}

/** Sections and servers that stand in another order: HAProxy numbers them by it. */
function orders(former: ReadonlyMap<string, Section>, next: ReadonlyMap<string, Section>): Found[] {
  const found: Found[] = [];
  const isMoved = (was: readonly string[], becomes: readonly string[]) =>
    was.filter((one) => becomes.includes(one)).join('\n') !==
    becomes.filter((one) => was.includes(one)).join('\n');
  if (isMoved([...former.keys()], [...next.keys()])) {
    found.push({
      key: 'text/haproxy.cfg/order',
      impact: 'reload',
      text: 'the parts of haproxy.cfg stand in another order',
      lines: [...former].flatMap(([key, section]) =>
        next.has(key) ? [...linesOf('before', section), ...linesOf('after', next.get(key))] : [],
      ),
    });
  }
  for (const [key, section] of next) {
    const other = former.get(key);
    if (other === undefined || !('servers' in section) || !('servers' in other)) continue;
    const [was, becomes] = [other, section].map((one) => (one as Proxy).servers.map(({ name }) => name));
    if (isMoved(was ?? [], becomes ?? [])) {
      const text = `${sectionWords(section)}: its servers stand in another order`;
      found.push({
        key: `text/haproxy.cfg/order/${key}`,
        impact: 'reload',
        text,
        origin: sectionOrigin(section),
        lines: [...serverLines('before', other), ...serverLines('after', section)],
      });
    }
  }
  return found;
}

/** By kind and name; a raw text may begin several of one name, which are told apart by their number. */
function sectionsOf(text: string): Map<string, Section> {
  const { meaning } = readHaproxy([parseHaproxy(text, 'haproxy.cfg').source]);
  const sections = new Map<string, Section>();
  for (const section of meaning.sections) {
    const base = `${section.kind} ${section.name ?? ''}`;
    let key = base;
    for (let count = 2; sections.has(key); count += 1) key = `${base} ${count}`;
    sections.set(key, section);
  }
  return sections;
}
