import type { Directive } from '../grammar/source.ts';
import { levelOf, ownOf } from '../meaning/in-force.ts';
import type { Scope } from '../meaning/scope.ts';

interface Dropped {
  /** The first directive of the lower level: it ends the inheritance. */
  readonly by: Directive;
  /** As written in the level around it. */
  readonly names: readonly string[];
  /** Of the first one that is lost. */
  readonly line: number;
}

/**
 * Headers of the level around a scope that it loses because it has some of its own and does not repeat them.
 * @param isWanted gets the name in lower case
 */
export function droppedBy(
  scope: Scope,
  directive: 'add_header' | 'proxy_set_header',
  isWanted: (name: string) => boolean,
): Dropped | undefined {
  const own = ownOf(scope, directive);
  const [by] = own;
  const outer = scope.parent === undefined ? undefined : levelOf(scope.parent, directive);
  if (by === undefined || outer === undefined) return undefined;
  // An include of which nothing is known may repeat them.
  if (ownOf(scope, 'include').length > 0) return undefined;
  const repeated = new Set(own.map(nameOf));
  const lost = ownOf(outer, directive).filter((one) => isWanted(nameOf(one)) && !repeated.has(nameOf(one)));
  const [first] = lost;
  if (first === undefined) return undefined;
  const names = [...new Map(lost.map((one) => [nameOf(one), one.args[0] ?? ''])).values()];
  return { by, names, line: first.words[0]?.line ?? 0 };
}

function nameOf({ args }: Directive): string {
  return args[0]?.toLowerCase() ?? '';
}
