import { type Problem, problem } from '../../../base/problem.ts';
import type { Token } from './source.ts';
import { wordSpan } from './spans.ts';

/** @param words the directive that does not end; never empty */
export function missingSemicolon(path: string, words: readonly [Token, ...Token[]]): Problem {
  const { endLine, endColumn } = wordSpan(path, words.at(-1) ?? words[0]);
  return problem(
    'nginx/missing-semicolon',
    path,
    { line: endLine, column: endColumn },
    `The directive ${words[0].raw} is not ended by ";": nginx takes what follows as more of its arguments, or refuses the file.`,
    'Put ";" here.',
  );
}

export function unclosedBlock(path: string, opened: Token): Problem {
  return problem(
    'nginx/unclosed-block',
    path,
    opened,
    'The block that is opened here is never closed: nginx refuses the file (\'unexpected end of file, expecting "}"\').',
    'Put "}" where the block ends.',
  );
}

export function tooDeep(path: string, opened: Token): Problem {
  return problem(
    'nginx/nested-too-deep',
    path,
    opened,
    'A hundred blocks stand in one another here: nobody writes so many, and what lies deeper is not looked at as a block of its own.',
    'Close the blocks above that should have ended.',
  );
}

export function strayBrace(path: string, brace: Token): Problem {
  const reason = brace.kind === 'open' ? 'opens a block without a name' : 'closes no block';
  return problem(
    'nginx/stray-brace',
    path,
    brace,
    `This "${brace.raw}" ${reason}: nginx refuses the file ('unexpected "${brace.raw}"').`,
    brace.kind === 'open'
      ? 'Write the name of the block before it, or take it out.'
      : 'Take it out, or find the "{" that is missing before it.',
  );
}

export function straySemicolon(path: string, end: Token): Problem {
  return problem(
    'nginx/stray-semicolon',
    path,
    end,
    'This ";" ends no directive: nginx refuses the file (\'unexpected ";"\').',
    'Take it out.',
  );
}
