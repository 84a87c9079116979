import { type Document, isCollection, isScalar, Lexer, parseDocument, visit } from 'yaml';

/** No YAML text may hold it: it marks a comment that stood on the line of its key. */
const MARK = '\u0001';

/**
 * The same values and comments, laid out alike: two blanks of indentation, one before a comment. Undefined when that
 * cannot be done without changing either, or when the text is no YAML.
 */
export function formatSpec(text: string): string | undefined {
  const once = layOut(text);
  const settled = once === undefined ? undefined : layOut(once);
  return settled !== undefined && contentOf(settled) === contentOf(text) ? settled : undefined;
}

function layOut(text: string): string | undefined {
  if (text.includes(MARK)) return undefined;
  const document = parseDocument(text, { logLevel: 'error' });
  if (document.errors.length > 0) return undefined;
  markKeyComments(document, text);
  // Lines are never broken: the author's own choice between a block and `{ … }` stays.
  const printed = document.toString({ lineWidth: 0 }).replaceAll(/:\n *#\u0001/g, ': #');
  return printed.includes(MARK) ? undefined : printed;
}

/** The library puts the comment of `key: # comment` on a line of its own. */
function markKeyComments(document: Document, text: string): void {
  visit(document, {
    Pair: (_, { key, value }) => {
      if (
        !isScalar(key) ||
        !isCollection(value) ||
        value.flow === true ||
        typeof value.commentBefore !== 'string'
      )
        return;
      const keyEnd = key.range?.[1] ?? text.length;
      const lineEnd = text.indexOf('\n', keyEnd);
      if (/^\s*:\s*#/.test(text.slice(keyEnd, lineEnd))) value.commentBefore = MARK + value.commentBefore;
    },
  });
}

/** What formatting must not change: the values with their order, and the comments with theirs. */
function contentOf(text: string): string {
  const comments = [...new Lexer().lex(text)]
    .filter((token) => token.startsWith('#'))
    .map((token) => token.trimEnd());
  return JSON.stringify([parseDocument(text, { logLevel: 'error' }).toJS(), comments]);
}
