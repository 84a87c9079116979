import { remembered } from '../../remembered.ts';
import type { Directive } from '../grammar/source.ts';
import type { Scope } from './scope.ts';

/** Files that come with nginx and hold nothing that a rule asks for. */
const KNOWN_FILES =
  /(?:^|\/)(?:mime\.types|fastcgi_params|fastcgi\.conf|uwsgi_params|scgi_params|koi-\w+|win-utf)$|modules/;

/** A block's own directives of this name, in order. */
export function ownOf(scope: Scope, name: string): readonly Directive[] {
  return byName(scope).get(name) ?? [];
}

const byName = remembered(({ directives }: Scope): ReadonlyMap<string, readonly Directive[]> => {
  return Map.groupBy(directives, ({ name }) => name);
});

/** The nearest level that has this directive: the scope itself, else one around it. */
export function levelOf(scope: Scope, name: string): Scope | undefined {
  let level: Scope | undefined = scope;
  while (level !== undefined && ownOf(level, name).length === 0) level = level.parent;
  return level;
}

/** The directive that is in force in a block: its own last one, else that of the nearest level around it. */
export function settingOf(scope: Scope, name: string): Directive | undefined {
  return listOf(scope, name).at(-1);
}

/**
 * All directives of this name that are in force. `add_header`, `proxy_set_header`, `allow` and their like are inherited
 * only as a whole: a level with one of its own has none of the levels around it.
 */
export function listOf(scope: Scope, name: string): readonly Directive[] {
  const level = levelOf(scope, name);
  return level === undefined ? [] : ownOf(level, name);
}

/**
 * True when what is not found in a scope and around it is nowhere: `http` or `stream` is in the files that were given,
 * and no `include` on the way is left open. Only then may a rule say that something is missing.
 */
export function isWhole(scope: Scope): boolean {
  for (let level: Scope | undefined = scope; level !== undefined; level = level.parent) {
    if (hasOpenInclude(level)) return false;
    if (level.kind === 'http' || level.kind === 'stream') return true;
  }
  return false;
}

/** An `include` stands in this block of which no file was given. */
export function hasOpenInclude(scope: Scope): boolean {
  return ownOf(scope, 'include').some(isOpenInclude);
}

/** An `include` of which no file was given, and which may hold anything. */
export function isOpenInclude({ name, args }: Directive): boolean {
  return name === 'include' && !KNOWN_FILES.test(args[0] ?? '');
}
