const FIRST = /[A-Za-z_.]/;
const FURTHER = /[A-Za-z0-9_.]/;

/**
 * The index behind the environment variable whose dollar stands at `at`: `$NAME`, `${NAME}`, `${NAME-default}`,
 * `${NAME[*]}` (configuration manual, 2.3). Undefined when HAProxy refuses it: a bad name, or a brace left open.
 */
export function endOfVariable(text: string, at: number, end: number): number | undefined {
  const hasBrace = text[at + 1] === '{';
  let index = at + (hasBrace ? 2 : 1);
  if (index >= end || !FIRST.test(text.charAt(index))) return undefined;
  while (index < end && FURTHER.test(text.charAt(index))) index += 1;
  if (!hasBrace) return index;
  if (text.startsWith('[*]', index)) index += 3;
  if (text[index] === '-') index = endOfDefault(text, index, end);
  return index < end && text[index] === '}' ? index + 1 : undefined;
}

function endOfDefault(text: string, from: number, end: number): number {
  const brace = text.indexOf('}', from);
  return brace === -1 || brace > end ? end : brace;
}
