/**
 * Where the body of a `*_by_lua_block { … }` ends: the index of its closing brace, or undefined when there is none.
 * Braces in Lua's strings, long brackets and comments do not count.
 * @param start the first character behind the opening brace
 */
export function luaBodyEnd(text: string, start: number): number | undefined {
  let depth = 1;
  let at = start;
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === '{') depth += 1;
    if (char === '}') depth -= 1;
    if (depth === 0) return at;
    at = afterLuaToken(text, at);
  }
  return undefined;
}

function afterLuaToken(text: string, at: number): number {
  const char = text.charAt(at);
  if (char === '"' || char === "'") return afterString(text, at);
  if (char === '[') return afterLongBracket(text, at) ?? at + 1;
  if (!text.startsWith('--', at)) return at + 1;
  const long = text.charAt(at + 2) === '[' ? afterLongBracket(text, at + 2) : undefined;
  return long ?? endOfLine(text, at);
}

/** A Lua string ends with its line when nothing closes it. */
function afterString(text: string, start: number): number {
  const quote = text.charAt(start);
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== '\n') {
    if (text.charAt(at) === quote) return at + 1;
    at += text.charAt(at) === '\\' ? 2 : 1;
  }
  return Math.min(at, text.length);
}

/** `[[ … ]]`, `[==[ … ]==]`; undefined when none begins here. */
function afterLongBracket(text: string, start: number): number | undefined {
  let at = start + 1;
  while (text.charAt(at) === '=') at += 1;
  if (text.charAt(at) !== '[') return undefined;
  const close = `]${'='.repeat(at - start - 1)}]`;
  const end = text.indexOf(close, at + 1);
  return end === -1 ? text.length : end + close.length;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}
