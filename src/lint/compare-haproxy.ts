import type { HaproxyMeaning, Section, Statement } from '../engines/haproxy/meaning/meaning.ts';
import { type NodeWords, withoutNodeWords } from './node-words.ts';

/** What two HAProxy configurations say differently in one section. */
export interface SectionDifference {
  /** `frontend web`, `global`, … */
  readonly section: string;
  /** undefined = the section is missing on this side. */
  readonly left: Section | undefined;
  readonly right: Section | undefined;
  /** What only one side says, in its own order; node-specific things left out. */
  readonly onlyLeft: readonly Statement[];
  readonly onlyRight: readonly Statement[];
}

interface Side {
  readonly haproxy: HaproxyMeaning;
  readonly own: NodeWords;
}

/** Sections that decide what clients get. `peers` and `global` sockets, logs and names belong to the node. */
const COMPARED = new Set(['defaults', 'frontend', 'backend', 'listen']);

/** What may differ from node to node without a client noticing. */
const NODE_SPECIFIC = new Set(['description', 'log', 'log-tag', 'id', 'source', 'unique-id-format']);

/** Of `global`, what limits or protects the clients. */
const COMPARED_GLOBALS =
  /^(maxconn|maxconnrate|maxsslconn|ssl-default-|ssl-min-|tune\.(bufsize|maxrewrite|ssl\.default-dh-param))/;

/** Sections in the left side's order, then what only the right one has. Empty = clients get the same from both. */
export function compareHaproxy(left: Side, right: Side): SectionDifference[] {
  const [lefts, rights] = [sectionsOf(left.haproxy), sectionsOf(right.haproxy)];
  const names = [...new Set([...lefts.keys(), ...rights.keys()])];
  return names.flatMap((section) => {
    const [mine, theirs] = [lefts.get(section) ?? [], rights.get(section) ?? []];
    const onlyLeft = missing(mine, left.own, theirs, right.own);
    const onlyRight = missing(theirs, right.own, mine, left.own);
    const isWhole = (mine.length === 0) !== (theirs.length === 0) && section !== 'global';
    if (onlyLeft.length + onlyRight.length === 0 && !isWhole) return [];
    return [{ section, left: mine[0], right: theirs[0], onlyLeft, onlyRight }];
  });
}

function sectionsOf({ sections }: HaproxyMeaning): Map<string, Section[]> {
  const named = new Map<string, Section[]>();
  let anonymous = 0;
  for (const section of sections) {
    if (section.kind !== 'global' && !COMPARED.has(section.kind)) continue;
    // A second anonymous defaults replaces the first: they are compared in order.
    if (section.kind === 'defaults' && section.name === undefined) anonymous += 1;
    const number = anonymous > 1 ? ` number ${anonymous}` : '';
    const name =
      section.kind === 'global' || section.name === undefined
        ? `${section.kind}${section.kind === 'defaults' ? number : ''}`
        : `${section.kind} ${section.name}`;
    named.set(name, [...(named.get(name) ?? []), section]);
  }
  return named;
}

/** Statements of `here` that `there` does not say; each counts once. */
function missing(here: readonly Section[], own: NodeWords, there: readonly Section[], theirs: NodeWords) {
  // What stands in both as it is written is the same, even where it names one of the two nodes.
  const plain = (statement: Statement) => meaningOf(statement, NOBODY);
  const [mine, others] = [comparedIn(here), comparedIn(there)];
  const rest = without(mine, plain, others, plain);
  return without(
    rest,
    (statement) => meaningOf(statement, own),
    without(others, plain, mine, plain),
    (statement) => meaningOf(statement, theirs),
  );
}

const NOBODY: NodeWords = new Set();

type TextOf = (statement: Statement) => string;

/** Those of `mine` whose text is not among the `others`, as often as it is there. */
function without(mine: readonly Statement[], textOf: TextOf, others: readonly Statement[], theirs: TextOf) {
  const left = new Map<string, number>();
  for (const statement of others) left.set(theirs(statement), (left.get(theirs(statement)) ?? 0) + 1);
  return mine.filter((statement) => {
    const text = textOf(statement);
    const count = left.get(text) ?? 0;
    left.set(text, count - 1);
    return count <= 0;
  });
}

function comparedIn(sections: readonly Section[]): Statement[] {
  return sections.flatMap((section) =>
    section.statements.filter((statement) => {
      if (statement.isConditional || statement.words.some(({ hasVariable }) => hasVariable)) return false;
      if (section.kind === 'global') return COMPARED_GLOBALS.test(statement.keyword);
      if (statement.keyword === 'stats' && statement.args[0] === 'socket') return false;
      return !NODE_SPECIFIC.has(statement.keyword);
    }),
  );
}

/**
 * One text for what means the same: this node's own addresses and names are one, and in a bind an own address and `*`
 * both serve the VIP; how often the blanks or quotes differ does not count.
 */
function meaningOf(statement: Statement, own: NodeWords): string {
  const { keyword, args, modifier } = statement;
  const said = args.map((arg, index) => {
    const isBindAddress = keyword === 'bind' && index === 0;
    const plain = isBindAddress ? arg.split(',').map(portOnly(own)).sort().join(',') : arg;
    return withoutNodeWords(plain, own);
  });
  return JSON.stringify([modifier ?? '', keyword, ...withoutNodeOptions(keyword, said)]);
}

/** `name`, `id` and `source` of bind and server lines belong to the node. */
function withoutNodeOptions(keyword: string, args: readonly string[]): string[] {
  if (keyword !== 'bind' && keyword !== 'server' && keyword !== 'default-server') return [...args];
  const drop = keyword === 'bind' ? ['name', 'id', 'interface'] : ['id', 'source', 'interface'];
  const first = keyword === 'server' ? 2 : keyword === 'bind' ? 1 : 0;
  return args.filter((arg, index) => {
    if (index < first) return true;
    const isValue = index > first && drop.includes(args[index - 1] ?? '');
    return !drop.includes(arg) && !isValue;
  });
}

/**
 * `*:80`, `:80`, `0.0.0.0:80` and an own address or VIP with port 80 all become `:80`. Of another address only the port
 * counts, since it may be the node's own too; a loopback address stays.
 */
function portOnly(own: NodeWords): (address: string) => string {
  return (address) => {
    const match = /^(?:ipv4@)?(\*|0\.0\.0\.0|[\d.]*)(:[\d-]+)$/.exec(address);
    if (match === null) return address;
    const [, host = '', port = ''] = match;
    if (host === '' || host === '*' || host === '0.0.0.0' || own.has(host)) return port;
    return host.startsWith('127.') ? address : `<address>${port}`;
  };
}
