import type { Directive, NginxSource } from '../engines/nginx/grammar/source.ts';
import { type NodeWords, withoutNodeWords } from './node-words.ts';

/** A directive that only one of two nodes has. */
export interface OnlyHere {
  readonly directive: Directive;
  /** The blocks around it with their arguments, the outermost first: `http`, `server`, `location /`. */
  readonly within: readonly string[];
}

interface Side {
  readonly sources: readonly NginxSource[];
  readonly own: NodeWords;
}

/** Logs, processes and names belong to the node. */
const NODE_SPECIFIC = new Set([
  'access_log',
  'error_log',
  'pid',
  'lock_file',
  'worker_cpu_affinity',
  'debug_connection',
  'proxy_bind',
]);

/** What `here` says and `there` does not, each as often as it is said; order does not count. */
export function onlyInNginx(here: Side, there: Side): OnlyHere[] {
  const left = new Map<string, number>();
  for (const said of directivesOf(there)) left.set(said.text, (left.get(said.text) ?? 0) + 1);
  return directivesOf(here).filter(({ text }) => {
    const count = left.get(text) ?? 0;
    left.set(text, count - 1);
    return count <= 0;
  });
}

function directivesOf({ sources, own }: Side): (OnlyHere & { readonly text: string })[] {
  return sources.flatMap(({ directives }) => walk(directives, [], own));
}

/** Blocks are told by what stands in them; an empty one says nothing. */
function walk(
  directives: readonly Directive[],
  within: readonly string[],
  own: NodeWords,
): (OnlyHere & { readonly text: string })[] {
  return directives.flatMap((directive) => {
    if (NODE_SPECIFIC.has(directive.name)) return [];
    const words = [directive.name, ...directive.args].map((word) => neutral(word, own));
    const said = words.join(' ');
    if (directive.block !== undefined) return walk(directive.block, [...within, said], own);
    return [{ directive, within, text: JSON.stringify([...within, said]) }];
  });
}

/** An own address with a port listens for the VIP too, as the port alone does. */
function neutral(word: string, own: NodeWords): string {
  const listen = /^(?:\*|([\d.]+)):(\d+)$/.exec(word);
  if (listen !== null && (listen[1] === undefined || own.has(listen[1]))) return listen[2] ?? word;
  return withoutNodeWords(word, own);
}
