import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { build as buildPage } from 'vite';

/*
 * Bundles what runs apart from the command line, one file a program, without npm dependencies at run time; and the
 * dashboard that the node daemon serves, into dist/ui.
 */

const root = fileURLToPath(new URL('..', import.meta.url));

const PROGRAMS = {
  foundation: 'src/foundation/main.ts',
  'http-echo': 'src/lab/players/http-echo.ts',
  probe: 'src/drill/probe/main.ts',
  'tcp-echo': 'src/lab/players/tcp-echo.ts',
};

/** The command line, the node daemon and the simulated Wazuh cluster: with npm packages, some of which are CommonJS and want a `require`. */
const WITH_PACKAGES = {
  holdfast: 'src/cli/main.ts',
  node: 'src/node/daemon/main.ts',
  'wazuh-agents': 'src/wazuh/simulate/fleet/main.ts',
  'wazuh-manager': 'src/wazuh/simulate/cluster/main.ts',
};
const REQUIRE =
  "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);";

const common: BuildOptions = {
  absWorkingDir: root,
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  legalComments: 'none',
  // Packages in CommonJS ask for Node's own modules by `require`, which an ES module does not have.
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
  logLevel: 'warning',
};

await Promise.all([
  build({ ...common, entryPoints: PROGRAMS }),
  build({ ...common, entryPoints: WITH_PACKAGES, banner: { js: REQUIRE } }),
  buildPage({ configFile: `${root}ui/vite.config.ts` }),
]);

const built = Object.keys({ ...PROGRAMS, ...WITH_PACKAGES });
process.stdout.write(`built ${built.map((name) => `dist/${name}.mjs`).join(', ')}, dist/ui\n`);
