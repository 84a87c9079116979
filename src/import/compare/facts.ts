/**
 * What a site does, said so that two ways to write it can be compared: a place such as
 * `pool web, server 10.0.0.21:80` and, for each of its traits, a text.
 */
export type Facts = ReadonlyMap<string, string>;

/** One trait that two sites do not share; undefined = it is not there. */
export interface Difference {
  /** `listener 10.0.0.100:80: time-out client`. */
  readonly what: string;
  readonly was: string | undefined;
  readonly becomes: string | undefined;
}

/** In the order of `before`, then what is new; a listener, server or VIP that is gone or new is told once. */
export function compareFacts(before: Facts, after: Facts): Difference[] {
  const thereBefore = subjectsOf(before);
  const thereAfter = subjectsOf(after);
  const told = new Set<string>();
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((what) => {
    const was = before.get(what);
    const becomes = after.get(what);
    if (was === becomes) return [];
    const subject = subjectOf(what);
    if (thereBefore.has(subject) && thereAfter.has(subject)) return [{ what, was, becomes }];
    if (told.has(subject)) return [];
    told.add(subject);
    const isGone = thereBefore.has(subject);
    return [{ what: subject, was: isGone ? 'there' : undefined, becomes: isGone ? undefined : 'there' }];
  });
}

function subjectsOf(facts: Facts): Set<string> {
  return new Set([...facts.keys()].map(subjectOf));
}

/** What stands before the trait: `listener 10.0.0.100:80`. */
function subjectOf(what: string): string {
  return what.slice(0, what.lastIndexOf(': '));
}
