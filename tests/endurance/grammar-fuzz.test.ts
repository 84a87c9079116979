import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Problem } from '../../src/base/problem.ts';
import { formatNative } from '../../src/cli/format-text.ts';
import { NATIVE_LANGUAGES, type NativeLanguage } from '../../src/cli/native-languages.ts';
import { parseHaproxy } from '../../src/engines/haproxy/grammar/parse.ts';
import { readHaproxy } from '../../src/engines/haproxy/meaning/read-haproxy.ts';
import { parseKeepalived } from '../../src/engines/keepalived/grammar/parse.ts';
import { readKeepalived } from '../../src/engines/keepalived/meaning/read-keepalived.ts';
import { corpusOf, type FuzzSeeds, fuzzChunks, fuzzTexts } from '../support/fuzz-texts.ts';

/**
 * By hand: new texts each time, for HOLDFAST_FUZZ_SECONDS with each grammar; HOLDFAST_FUZZ_SEED repeats a run. Where CI is set:
 * always the same texts and as many of them, however fast the machine, so that a change is judged by what it changes.
 */
const IS_CI = process.env['CI'] !== undefined;
const SECONDS = Number(process.env['HOLDFAST_FUZZ_SECONDS'] ?? 60);
const SEED = Number(process.env['HOLDFAST_FUZZ_SEED'] ?? (IS_CI ? 20_261_121 : Date.now() % 2 ** 31));
/** What a property may take in CI. It needs some fifteen seconds: only what hangs comes near. */
const MOST_SECONDS_IN_CI = 300;

interface Grammar extends FuzzSeeds {
  /** What a text means, as far as its language has a meaning of its own. */
  readonly read: (text: string) => { readonly problems: readonly Problem[] };
  /** How many texts and how many repeated pieces: some fifteen and four seconds. */
  readonly runsInCi: { readonly texts: number; readonly chunks: number };
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
  '\\\t',
  '\uFEFF',
  '#',
  '$',
  '${',
  '}',
  '{',
  ';',
];

const GRAMMARS: Readonly<Record<NativeLanguage, Grammar>> = {
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
    read: (text) => {
      const { source } = parseHaproxy(text, 'haproxy.cfg');
      return readHaproxy([source, source]);
    },
    runsInCi: { texts: 30_000, chunks: 130 },
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
    read: (text) => {
      const { source } = parseKeepalived(text, 'keepalived.conf');
      return readKeepalived([source, source]);
    },
    runsInCi: { texts: 11_000, chunks: 20 },
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
    read: () => ({ problems: [] }),
    runsInCi: { texts: 190_000, chunks: 250 },
  },
};

for (const name of ['haproxy', 'keepalived', 'nginx'] as const) {
  const grammar = GRAMMARS[name];
  const parse = NATIVE_LANGUAGES[name];
  describe(`the grammar of ${name}, fuzzed with seed ${SEED}`, () => {
    it('takes any text, prints it again as it was, gives problems a place in it, and lays good ones out', () => {
      let runs = 0;
      fc.assert(
        fc.property(fuzzTexts(grammar), (text) => {
          runs += 1;
          const parsed = parse(text, name);
          assert.equal(parsed.printed(), text);
          const problems = [...parsed.problems, ...grammar.read(text).problems];
          const rows = text.split('\n');
          for (const { code, line, column, message, remedy } of problems) {
            const length = rows[line - 1]?.length;
            assert.ok(
              length !== undefined && column >= 1 && column <= length + 1,
              `${code} at ${line}:${column}`,
            );
            assert.ok(message !== '' && remedy !== '', code);
          }
          const formatted = formatNative(name, text, name);
          assert.ok(
            'text' in formatted || formatted.problems.length > 0,
            'a word or a comment would be lost',
          );
          if ('text' in formatted) assert.deepEqual(formatNative(name, formatted.text, name), formatted);
        }),
        extent(grammar.runsInCi.texts, SECONDS * 0.8),
      );
      assert.ok(runs >= (IS_CI ? grammar.runsInCi.texts : 100 * SECONDS), `only ${runs} texts`);
      console.log(`${name}: ${runs} texts`);
    });

    function timeOf(text: string): number {
      const start = performance.now();
      parse(text, name).printed();
      grammar.read(text);
      return performance.now() - start;
    }

    it('takes no more than its share of time when any piece is repeated', () => {
      fc.assert(
        fc.property(fuzzChunks(grammar), (chunk) => {
          const [short, long] = [20_000, 160_000].map((length) =>
            chunk.repeat(Math.ceil(length / chunk.length)),
          );
          assert.ok(short !== undefined && long !== undefined);
          // Eight times the text: a quadratic step takes 64 times as long. Other processes may take the processor away.
          const isLinear = (): boolean => timeOf(long) <= 20 * timeOf(short) + 100;
          assert.ok(
            isLinear() || isLinear() || isLinear() || isLinear(),
            'eight times the text took far more time',
          );
        }),
        extent(grammar.runsInCi.chunks, SECONDS * 0.2),
      );
    });
  });
}

/** How long a property is tried: by runs in CI, by time by hand. */
function extent(runsInCi: number, seconds: number): fc.Parameters<unknown> {
  return {
    seed: SEED,
    numRuns: IS_CI ? runsInCi : 1e9,
    interruptAfterTimeLimit: (IS_CI ? MOST_SECONDS_IN_CI : seconds) * 1000,
    markInterruptAsFailure: IS_CI,
  };
}
