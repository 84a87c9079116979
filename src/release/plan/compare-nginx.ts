import { parseNginx } from '../../engines/nginx/grammar/parse.ts';
import type { Directive } from '../../engines/nginx/grammar/source.ts';
import { listenerKey } from './compare-listeners.ts';
import type { Found } from './found.ts';
import type { LineRef } from './plan.ts';

/** Why a change of nginx.conf is no worse: its master reads the file, new workers serve, the former ones end their sessions. */
const GRACEFUL = 'nginx reads its file again; open sessions go on in its former workers';

/** What nginx has to do otherwise. One that a node begins or ceases to run has a file on one side only: ''. */
export function compareNginx(before: string, after: string): Found[] {
  const former = statementsOf(before);
  const next = statementsOf(after);
  if (before === '' || after === '') return [whole(before === '' ? 'after' : 'before', [...former, ...next])];
  const keys = new Set([...former, ...next].map(({ key }) => key));
  return [...keys].flatMap((key) =>
    differing(
      former.filter((one) => one.key === key),
      next.filter((one) => one.key === key),
    ),
  );
}

/** One directive, with the block that it stands in. */
interface Statement {
  /** The same in both files for the same directive of the same block. */
  readonly key: string;
  /** `pool web`, `what listens on 10.0.0.1:80`, `nginx`. */
  readonly owner: string;
  readonly name: string;
  readonly text: string;
  readonly line: number;
  readonly origin: string | undefined;
}

function statementsOf(text: string): Statement[] {
  return flatten(parseNginx(text, 'nginx.conf').source.directives, {
    path: '',
    owner: 'nginx',
    origin: undefined,
  });
}

interface Around {
  readonly path: string;
  readonly owner: string;
  readonly origin: string | undefined;
}

function flatten(directives: readonly Directive[], around: Around): Statement[] {
  return directives.flatMap((directive): Statement[] => {
    const { name, args, block, words } = directive;
    const line = words[0]?.line ?? 1;
    // A server has only its address for a name.
    const subject = name === 'server' && block === undefined ? ` ${args[0] ?? ''}` : '';
    const text = args.join(' ');
    if (block === undefined)
      return [{ ...around, key: `${around.path}/${name}${subject}`, name, text, line }];
    const inner = insideOf(directive, around);
    return [{ ...inner, key: `${inner.path}{`, name, text, line }, ...flatten(block, inner)];
  });
}

function insideOf({ name, args, block }: Directive, around: Around): Around {
  const path = `${around.path}/${name} ${args.join(' ')}`;
  if (name === 'upstream') return { path, owner: `pool ${args[0] ?? ''}`, origin: `pools/${args[0] ?? ''}` };
  if (name !== 'server') return { path, owner: around.owner, origin: around.origin };
  const of = (wanted: string) => (block ?? []).filter((one) => one.name === wanted);
  const listens = of('listen').map((one) => one.args[0] ?? '');
  const names = of('server_name')
    .flatMap((one) => one.args)
    .filter((one) => one !== '');
  const hosts = names.length === 0 ? '' : ` for ${names.join(', ')}`;
  const owner = `what listens on ${listens.join(', ')}${hosts}`;
  return { path: `${around.path}/server ${listens[0] ?? ''} ${names.join(' ')}`, owner, origin: undefined };
}

function differing(former: readonly Statement[], next: readonly Statement[]): Found[] {
  const gone = without(former, next);
  const come = without(next, former);
  const [first] = [...come, ...gone];
  if (first === undefined) return [];
  const lines = [...gone.map((one) => lineOf('before', one)), ...come.map((one) => lineOf('after', one))];
  const isListen = first.name === 'listen' && (gone.length === 0 || come.length === 0);
  if (isListen)
    return [...gone, ...come].map((one) => listening(one, gone.includes(one) ? 'before' : 'after'));
  return [
    {
      key: `nginx${first.key}`,
      impact: 'reload',
      text: sayDifference(first, gone, come),
      reason: GRACEFUL,
      origin: first.origin,
      lines,
    },
  ];
}

/** The socket's coming or going is told by foundation.json, under the same key, and how hard it is. */
function listening(statement: Statement, side: LineRef['side']): Found {
  const [place = '', ...words] = statement.text.split(' ');
  const socket = words.includes('udp') ? `${place}/udp` : place;
  return {
    key: listenerKey(socket),
    impact: 'none',
    text: `${statement.owner}: listens ${side === 'after' ? 'now' : 'no longer'} on ${socket}`,
    lines: [lineOf(side, statement)],
  };
}

function sayDifference(
  { owner, name }: Statement,
  gone: readonly Statement[],
  come: readonly Statement[],
): string {
  const words = (list: readonly Statement[]) => list.map(({ text }) => text).join('; ') || 'nothing';
  if (come.length === 0) return `${owner}: ${name} ${words(gone)} is removed`;
  if (gone.length === 0) return `${owner}: ${name} ${words(come)} is added`;
  return `${owner}: ${name} ${words(gone)} becomes ${words(come)}`;
}

/** Those of `list` that the other side has not, as often as they stand there. */
function without(list: readonly Statement[], other: readonly Statement[]): Statement[] {
  const left = other.map(({ text }) => text);
  return list.filter(({ text }) => {
    const index = left.indexOf(text);
    if (index !== -1) left.splice(index, 1);
    return index === -1;
  });
}

function whole(side: LineRef['side'], statements: readonly Statement[]): Found {
  return {
    key: 'engine/nginx',
    impact: 'reload',
    text:
      side === 'after'
        ? 'nginx runs for the services that ask for it'
        : 'nginx is no longer needed, and ends',
    reason: side === 'after' ? undefined : 'its open sessions may end by themselves',
    lines: statements.map((one) => lineOf(side, one)),
  };
}

function lineOf(side: LineRef['side'], { line }: Statement): LineRef {
  return { side, line };
}
