import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Problem } from '../../src/base/problem.ts';
import { parseHaproxy } from '../../src/engines/haproxy/grammar/parse.ts';
import { printHaproxySource } from '../../src/engines/haproxy/grammar/print-source.ts';
import { readHaproxy } from '../../src/engines/haproxy/meaning/read-haproxy.ts';
import { parseKeepalived } from '../../src/engines/keepalived/grammar/parse.ts';
import { printKeepalivedSource } from '../../src/engines/keepalived/grammar/print-source.ts';
import { readKeepalived } from '../../src/engines/keepalived/meaning/read-keepalived.ts';
import { parseNginx } from '../../src/engines/nginx/grammar/parse.ts';
import { printNginxSource } from '../../src/engines/nginx/grammar/print-source.ts';
import { corpusOf, type FuzzSeeds, fuzzChunks, fuzzTexts } from '../support/fuzz-texts.ts';

/** HOLDFAST_FUZZ_SECONDS: for each grammar. HOLDFAST_FUZZ_SEED repeats a run. */
const SECONDS = Number(process.env['HOLDFAST_FUZZ_SECONDS'] ?? 60);
const SEED = Number(process.env['HOLDFAST_FUZZ_SEED'] ?? Date.now() % 2 ** 31);

interface Grammar extends FuzzSeeds {
  /** Parses, prints again and reads what it means. */
  readonly through: (text: string) => { readonly printed: string; readonly problems: readonly Problem[] };
}

const COMMON = [
  ' ',
  '  ',
  '\t',
  '\n',
  '\r',
  '\r\n',
  '\0',
  '"',
  "'",
  '\\',
  '\\\n',
  '#',
  '$',
  '${',
  '}',
  '{',
  ';',
];

const GRAMMARS: Readonly<Record<string, Grammar>> = {
  haproxy: {
    corpus: corpusOf('haproxy.cfg', 'haproxy'),
    tokens: [
      ...COMMON,
      ...['\\x', '\\x41', '"$A"', '"${A-b}"', ',', ':', '[', ']', '@', '\v', '\u2028', '\ud800', 'é', '-'],
      ...[
        '\nglobal\n',
        '\ndefaults',
        ' from ',
        '\nfrontend f\n',
        '\nbackend b\n',
        '\nlisten l ',
        '\n[scope]\n',
      ],
      ...[
        '\n.if 1\n',
        '\n.elif\n',
        '\n.else\n',
        '\n.endif\n',
        '\n.elseif\n',
        '\nno ',
        '\ndefault ',
        '\nbackand\n',
      ],
      ...[
        '\nbind ',
        ':80',
        '*:80,',
        '[::]:80',
        'fd@',
        'unix@',
        'ssl crt ',
        '\ntimeout client ',
        '1s',
        '99999999999',
      ],
      ...[
        '\nserver s ',
        '\nserver-template s 1-5 ',
        '\ndefault-server ',
        'check ',
        'no-check ',
        'source ',
        'usesrc ',
      ],
    ],
    through: (text) => {
      const { source, problems } = parseHaproxy(text, 'haproxy.cfg');
      const read = readHaproxy([source, source]);
      return { printed: printHaproxySource(source), problems: [...problems, ...read.problems] };
    },
  },
  keepalived: {
    corpus: corpusOf('keepalived.conf', 'keepalived'),
    tokens: [
      ...COMMON,
      ...[
        '!',
        '@',
        '\n@id ',
        '\n@^id ',
        '$A',
        '${A}',
        '$A=1',
        '\n$B=a\\\n b\n',
        '~SEQ(a,1,9)',
        '~LST({',
        '},{',
        '})',
      ],
      ...[
        '\ninclude x\n',
        '\nvrrp_instance V {\n',
        '\nvrrp_script s {\n',
        '\nvrrp_sync_group G {\n',
        '\nglobal_defs {\n',
      ],
      ...[
        '\nvirtual_ipaddress {\n',
        '\ntrack_script {\n',
        '\nvirtual_server 10.0.0.1 80 {\n',
        '\nreal_server 10.0.0.2 80 {\n',
      ],
      ...[
        '\n}\n',
        '\nstate MASTER\n',
        '\npriority ',
        '100',
        'weight -5',
        'auth_pass ',
        '10.0.0.1/24 dev eth0\n',
        '\\x4',
      ],
      ...['\u2028', '\ud800', 'é', '\v'],
    ],
    through: (text) => {
      const { source, problems } = parseKeepalived(text, 'keepalived.conf');
      const read = readKeepalived([source, source]);
      return { printed: printKeepalivedSource(source), problems: [...problems, ...read.problems] };
    },
  },
  nginx: {
    corpus: corpusOf('nginx.conf', 'nginx'),
    tokens: [
      ...COMMON,
      ...[
        'http {',
        'server {',
        'location / {',
        'upstream u {',
        '}}',
        'listen 80;',
        'proxy_pass http://u;',
        '${a}',
      ],
      ...[
        'if ($a) {',
        'map $a $b {',
        'include x;',
        'set $a "b";',
        'by_lua_block {',
        'content_by_lua_block {',
        '--',
      ],
      ...['--[[', ']]', '[==[', ']==]', '\\"', '\u2028', '\ud800', 'é'],
    ],
    through: (text) => {
      const { source, problems } = parseNginx(text, 'nginx.conf');
      return { printed: printNginxSource(source), problems };
    },
  },
};

for (const [name, grammar] of Object.entries(GRAMMARS)) {
  describe(`the grammar of ${name}, fuzzed with seed ${SEED}`, () => {
    it('takes any text, prints it again as it was, and gives problems a place in it', () => {
      let runs = 0;
      fc.assert(
        fc.property(fuzzTexts(grammar), (text) => {
          runs += 1;
          const { printed, problems } = grammar.through(text);
          assert.equal(printed, text);
          const rows = text.split('\n');
          for (const { code, line, column, message, remedy } of problems) {
            const length = rows[line - 1]?.length;
            assert.ok(
              length !== undefined && column >= 1 && column <= length + 1,
              `${code} at ${line}:${column}`,
            );
            assert.ok(message !== '' && remedy !== '', code);
          }
        }),
        forSeconds(SECONDS * 0.8),
      );
      assert.ok(runs > 100 * SECONDS, `only ${runs} texts`);
      console.log(`${name}: ${runs} texts`);
    });

    it('takes no more than its share of time when any piece is repeated', () => {
      fc.assert(
        fc.property(fuzzChunks(grammar), (chunk) => {
          const [short, long] = [20_000, 160_000].map((length) =>
            chunk.repeat(Math.ceil(length / chunk.length)),
          );
          assert.ok(short !== undefined && long !== undefined);
          // Eight times the text: a quadratic step takes 64 times as long. Other processes may take the processor away.
          const isLinear = (): boolean => timeOf(grammar, long) <= 20 * timeOf(grammar, short) + 100;
          assert.ok(
            isLinear() || isLinear() || isLinear() || isLinear(),
            'eight times the text took far more time',
          );
        }),
        forSeconds(SECONDS * 0.2),
      );
    });
  });
}

function forSeconds(seconds: number): fc.Parameters<unknown> {
  return { seed: SEED, numRuns: 1e9, interruptAfterTimeLimit: seconds * 1000, markInterruptAsFailure: false };
}

function timeOf(grammar: Grammar, text: string): number {
  const start = performance.now();
  grammar.through(text);
  return performance.now() - start;
}
