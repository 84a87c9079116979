/** A text as a name of the spec that is not `taken` yet: `[A-Za-z0-9][A-Za-z0-9_.-]*`, at most 63 characters. */
export function specName(text: string, taken: object): string {
  const clean = text.replaceAll(/[^A-Za-z0-9_.-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '');
  const base = (clean === '' ? 'unnamed' : clean).slice(0, 58);
  let name = base;
  for (let count = 2; Object.hasOwn(taken, name) || name === '__proto__'; count += 1)
    name = `${base}-${count}`;
  return name;
}
