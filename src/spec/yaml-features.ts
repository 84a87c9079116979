import { CST, Lexer, Parser } from 'yaml';

/** Something that YAML allows and a spec does not; found in the tokens, before anything recursive runs. */
export interface ForbiddenFeature {
  readonly what: 'anchor' | 'alias' | 'tag' | 'directive' | 'depth';
  readonly offset: number;
  readonly source: string;
}

/** A spec needs 8 levels; the recursive part of the YAML library overflows the stack at some thousands. */
const DEEPEST = 64;

/** Far more than anyone writes by mistake; the YAML library takes minutes for 100,000 of them. */
const MOST_FEATURES = 20;

/** True when the rest of the text was not looked at: it must not be composed. */
export function stoppedEarly(features: readonly ForbiddenFeature[]): boolean {
  return features.length >= MOST_FEATURES || features.at(-1)?.what === 'depth';
}

/** Anchors, aliases, tags and directives in the order of the text; stops at the first 20 and at nesting that is too deep. */
export function forbiddenFeatures(text: string): readonly ForbiddenFeature[] {
  const found: ForbiddenFeature[] = [];
  const parser = new Parser();
  let offset = 0;
  let isScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    const type = isScalar ? 'scalar' : CST.tokenType(lexeme);
    isScalar = lexeme === CST.SCALAR;
    const what = type === 'directive-line' ? 'directive' : type;
    if (what === 'anchor' || what === 'alias' || what === 'tag' || what === 'directive') {
      found.push({ what, offset, source: lexeme.trim() });
      if (stoppedEarly(found)) return found;
    }
    for (const _ of parser.next(lexeme));
    if (parser.stack.length > 2 * DEEPEST) return [...found, { what: 'depth', offset, source: '' }];
    if (!CONTROL.has(lexeme)) offset += lexeme.length;
  }
  return found;
}

/** Lexemes that mark and do not stand in the text. */
const CONTROL = new Set<string>([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);
