import type { Scope } from './scope.ts';

/** What the path of a request must begin with to come to this location; undefined = it is exact, a regex or named. */
export function locationPrefix(scope: Scope): string | undefined {
  const [first = '', second] = scope.directive?.args ?? [];
  if (scope.kind !== 'location') return undefined;
  if (first === '^~') return second;
  return second === undefined && first.startsWith('/') ? first : undefined;
}
