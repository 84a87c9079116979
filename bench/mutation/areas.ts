/** What is measured together. */
export interface Area {
  readonly name: string;
  /** Patterns of the files that are changed, from the project's root. */
  readonly files: readonly string[];
  /** Patterns of the tests that have to notice. */
  readonly tests: readonly string[];
}

/** Tests what both grammars of blocks have in common, on the layouts of either. */
const BLOCKS = 'src/engines/format-blocks.test.ts';

/** The parsers, what is read from their trees, and the rules: all that judges people's own files. */
export const AREAS: readonly Area[] = [
  folder('haproxy-grammar', 'src/engines/haproxy/grammar'),
  folder('haproxy-meaning', 'src/engines/haproxy/meaning'),
  folder('haproxy-rules', 'src/engines/haproxy/rules'),
  folder('keepalived-grammar', 'src/engines/keepalived/grammar', BLOCKS),
  folder('keepalived-meaning', 'src/engines/keepalived/meaning'),
  folder('keepalived-rules', 'src/engines/keepalived/rules'),
  folder('nginx-grammar', 'src/engines/nginx/grammar', BLOCKS),
  folder('nginx-meaning', 'src/engines/nginx/meaning'),
  folder('nginx-rules', 'src/engines/nginx/rules'),
  {
    name: 'site-rules',
    files: ['src/lint/rules/**/*.ts', 'src/lint/failover-arithmetic.ts'],
    tests: ['src/lint/rules/**/*.test.ts', 'src/lint/failover-arithmetic*.test.ts'],
  },
  folder('foreign', 'src/foreign'),
];

/** Tests of hundreds of thousands of lines: they take seconds for each mutant, and shorter ones notice the same. */
export const LONG_TESTS: readonly string[] = [
  'hundreds of thousands of broken lines are read',
  '100,000 lines take time in proportion',
  'ten times the text takes about ten times as long, also where nothing is closed',
];

function folder(name: string, path: string, ...beside: readonly string[]): Area {
  return { name, files: [`${path}/**/*.ts`], tests: [`${path}/**/*.test.ts`, ...beside] };
}
