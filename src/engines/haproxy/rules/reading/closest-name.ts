import { nearest } from '../../../../spec/did-you-mean.ts';

/** Above this many names nothing is proposed: each proposal compares the name with all of them. */
const MOST_NAMES = 500;

/** The name that was probably meant; undefined = none is near. */
export function closestName(
  name: string,
  names: ReadonlySet<string> | ReadonlyMap<string, unknown>,
): string | undefined {
  return names.size > MOST_NAMES ? undefined : nearest(name, [...names.keys()]);
}
