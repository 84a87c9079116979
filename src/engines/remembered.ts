/** The same function, which computes its result once for each subject: every rule asks for the same views. */
export function remembered<Subject extends object, Result>(
  compute: (subject: Subject) => Result,
): (subject: Subject) => Result {
  const known = new WeakMap<Subject, { readonly result: Result }>();
  return (subject) => {
    const former = known.get(subject);
    if (former !== undefined) return former.result;
    const result = compute(subject);
    known.set(subject, { result });
    return result;
  };
}
