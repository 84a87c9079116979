/** What `$NAME=value` lines of a file say, and what becomes of `$NAME` and `${NAME}` in its words. */
export interface Definitions {
  readonly values: ReadonlyMap<string, string>;
  /** Names whose value cannot be known: defined under a condition, over several lines, or with blanks or braces in it. */
  readonly open: ReadonlySet<string>;
}

/** A name without braces is only replaced before a blank (keepalived.conf(5)). */
const USE = /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*)(?=\s|$))/g;
/** keepalived.conf(5), "Parameter substitution": the two that stand for the signs of a comment. */
const PREDEFINED = new Map([
  ['_HASH', '#'],
  ['_BANG', '!'],
]);
/** Definitions may name others; a circle ends here. */
const DEEPEST = 10;

/** The text with its definitions put in; `isOpen` when one of them is not known here. */
export function substitute(
  text: string,
  { values, open }: Definitions,
  depth = 0,
): { value: string; isOpen: boolean } {
  let isOpen = text.startsWith('~SEQ') || text.startsWith('~LST') || /\$\{_RANDOM/.test(text);
  if (!text.includes('$')) return { value: text, isOpen };
  const value = text.replaceAll(USE, (use, braced: string | undefined, bare: string | undefined) => {
    const name = braced ?? bare ?? '';
    const known = PREDEFINED.get(name) ?? values.get(name);
    if (known === undefined || open.has(name) || depth >= DEEPEST) {
      isOpen = true;
      return use;
    }
    const inner = substitute(known, { values, open }, depth + 1);
    isOpen ||= inner.isOpen;
    return inner.value;
  });
  return { value, isOpen };
}
