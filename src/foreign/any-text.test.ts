import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { LintContext } from '../engines/lint-context.ts';
import { FOREIGN_KINDS } from '../lint/foreign-kinds.ts';

const CONTEXT: LintContext = {
  haproxy: undefined,
  keepalived: undefined,
  nginx: undefined,
  maxOutageMs: 1,
  sessions: 1,
};

/** Pieces that mean something to one of the languages, and what surrounds them. */
const piece = fc.constantFrom(
  ...[
    '\n',
    ' ',
    '\t',
    '\r\n',
    '"',
    "'",
    '`',
    '$',
    '$(',
    '${',
    '((',
    '[[',
    ' ]] ',
    ')',
    '}',
    '{',
    '(',
    ';',
    ';;',
    '&',
    '|',
  ],
  ...[
    '#',
    '\\',
    '\\\n',
    '<<E',
    'E',
    '<',
    '>',
    'if ',
    'then ',
    'fi',
    'case x in ',
    'a) ',
    'esac',
    'for i in ',
    'do ',
    'f() ',
  ],
  ...[
    'pcs resource create V IPaddr2 ',
    'op monitor ',
    'curl ',
    'grep 10.0.0.1 ',
    'ip addr ',
    'haproxy -sf ',
    '=',
    ':',
    '- ',
  ],
  ...[
    'quorum {',
    'node {',
    'sentinel monitor m 127.0.0.1 1 1',
    '[Service]',
    'Restart=',
    '@ IN A 1',
    '$TTL 1',
    'restapi:',
    '&a *a',
    '<cluster>',
    '</cluster>',
    '<haproxy_helper>',
    '</haproxy_helper>',
    '<excluded_nodes>a, b</excluded_nodes>',
    '<frequency>',
    '<!--',
    '-->',
    '<client><server>',
    '</server>',
    'é𝒳',
  ],
);
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(piece, { maxLength: 60 }).map((parts) => parts.join('')),
);

for (const [kind, { lint }] of Object.entries(FOREIGN_KINDS)) {
  test(`${kind}: any text is read and linted without a throw, and every place lies in it`, () => {
    fc.assert(
      fc.property(text, (given) => {
        const lines = given.split('\n');
        const found = lint({ path: 'check', text: given, node: undefined }, CONTEXT);
        for (const { problem } of found) {
          assert.ok(problem.line >= 1 && problem.line <= lines.length, `line ${problem.line}`);
          assert.ok(problem.column >= 1 && problem.column <= (lines[problem.line - 1]?.length ?? 0) + 1);
        }
      }),
      { numRuns: 400 },
    );
  });
}
