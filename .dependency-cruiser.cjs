// Who may import whom. ARCHITECTURE.md says what each room is for; `make check` and tests/architecture hold it to this.

/** From the top down: a room imports from its own line or from a lower one. */
const layers = [
  ['cli'],
  ['drill'],
  ['lab'],
  ['host'],
  ['node'],
  ['foundation', 'balance', 'wazuh'],
  ['release', 'lint', 'import', 'pods'],
  ['engines', 'foreign'],
  ['site'],
  ['spec'],
  ['base'],
];

const path = (rooms, root) => `^${root}/(${rooms.join('|')})/`;

/**
 * Files in upper rooms that hold nothing but types, a contract between two rooms: what a release is made of is
 * named once, above the engines that fill it in; a foundation's reload answers with what it observed.
 */
const contracts = '/release/(release|foundation-config)\\.ts$';

/** Rooms that only compute: the same input, the same output, on any machine. */
const pure = [
  '/(base|spec|site|release|lint|import|pods|foreign|balance)/',
  '/wazuh/(protocol|discover)/',
  '/engines/[^/]+/(grammar|compile|meaning|rules|runtime)/',
  '/drill/judge/',
  '/host/adopt/plan/',
  '/node/(intents|status|heal|show|notify/decide)/',
];
const effects =
  '^(node:)?(fs|fs/promises|net|tls|dgram|dns|http|http2|https|child_process|worker_threads|cluster|os|timers|timers/promises|perf_hooks|readline|repl|v8|vm)$';

/** Rules for the sources below `root`: `src`, or a planted tree that a test has made. */
function rulesFor(root) {
  const upward = layers.slice(1).map((rooms, index) => ({
    name: `${rooms.join('-')}-imports-upwards`,
    comment: `Imports go downwards only. Move what is shared into ${rooms.join(' or ')} or below it.`,
    severity: 'error',
    from: { path: path(rooms, root), pathNot: '\\.test\\.ts$' },
    to: { path: path(layers.slice(0, index + 1).flat(), root), pathNot: contracts },
  }));
  return [
    ...upward,
    {
      name: 'no-cycle',
      // A ring that an `import type` closes is gone when the program runs, and is allowed within a room.
      comment: 'Two files that need each other are one thing, or hide a third that both need.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'pure-room-reaches-the-world',
      comment:
        'A pure room may not touch files, sockets, processes or timers, not even through another module.',
      severity: 'error',
      from: { path: pure.map((room) => `^${root}${room}`), pathNot: '\\.test\\.ts$' },
      to: { path: effects, reachable: true },
    },
    {
      name: 'shown-thing-needs-a-node',
      comment:
        'What stands in node/show/ runs in a browser, too: of other rooms it takes types, and the constants of site-facts.',
      severity: 'error',
      from: { path: `^${root}/node/show/`, pathNot: '\\.test\\.ts$' },
      to: { pathNot: `^${root}/node/(show/|status/site-facts\\.ts$)`, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'small-process-needs-no-package',
      comment: 'The foundation, the players and the probe run alone and small: no npm package.',
      severity: 'error',
      from: {
        path: [`^${root}/foundation/`, `^${root}/lab/players/`, `^${root}/drill/probe/`],
        pathNot: '\\.test\\.ts$',
      },
      to: { path: 'node_modules', pathNot: 'node_modules/@types/' },
    },
    {
      name: 'not-resolved',
      comment: 'A file that is not there.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'tests-are-for-tests',
      comment: 'What ships does not import tests.',
      severity: 'error',
      from: { path: `^${root}/`, pathNot: '\\.test\\.ts$' },
      to: { path: '(^tests/|\\.test\\.ts$)' },
    },
  ];
}

/** Rules for the dashboard below `root`, which runs in a browser: what it knows of the node is types. */
function pageRulesFor(root) {
  const [cycle, , , unresolved, tests] = rulesFor(root).slice(-5);
  return [
    cycle,
    unresolved,
    tests,
    {
      name: 'page-imports-more-than-types',
      comment:
        'The dashboard takes types from src, with `import type`, and what stands in node/show/; it talks with a node over its API.',
      severity: 'error',
      from: { path: `^${root}/`, pathNot: '\\.test\\.ts$' },
      to: { path: '^src/', pathNot: '^src/node/show/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'page-logic-draws',
      comment: 'What stands in see/ is computed from what was told: it draws nothing and asks nobody.',
      severity: 'error',
      from: { path: `^${root}/see/`, pathNot: '\\.test\\.ts$' },
      to: { path: `(node_modules|^${root}/(state|parts|pages)/)`, dependencyTypesNot: ['type-only'] },
    },
  ];
}

module.exports = {
  forbidden: rulesFor('src'),
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
    moduleSystems: ['es6', 'cjs'],
  },
  rulesFor,
  pageRulesFor,
  layers,
};
