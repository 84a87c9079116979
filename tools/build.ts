import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { build as buildPage } from 'vite';
import { packModules } from './pack-modules.ts';

/*
 * Bundles all that is shipped into dist/: what runs apart from the command line, one file a program; the command line in
 * dist/cli, with the one npm package that cannot be bundled in dist/node_modules; the dashboard in dist/ui. Package and image
 * take it from there.
 */

const root = fileURLToPath(new URL('..', import.meta.url));

const PROGRAMS = {
  foundation: 'src/foundation/main.ts',
  'look-through': 'src/lab/look-through-main.ts',
  'http-echo': 'src/lab/players/http-echo.ts',
  probe: 'src/drill/probe/main.ts',
  'tcp-echo': 'src/lab/players/tcp-echo.ts',
  'udp-echo': 'src/lab/players/udp-echo.ts',
  'inside-lab': 'src/drill/inside-lab.ts',
  node: 'src/node/daemon/main.ts',
  'wazuh-agents': 'src/wazuh/simulate/fleet/main.ts',
  'wazuh-manager': 'src/wazuh/simulate/cluster/main.ts',
};

/**
 * The command line, in pieces: a command loads what it needs. From its sources it takes three times as long to start.
 */
const COMMAND_LINE = { main: 'src/cli/main.ts' };
/** It looks for its files by names that it makes up at run time: it stays a package. */
const PACKED = ['terminal-kit'];

const common: BuildOptions = {
  absWorkingDir: root,
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

const fresh = join(root, `dist/fresh-${process.pid}`);
await Promise.all([
  build({ ...common, outdir: 'dist', entryPoints: PROGRAMS, external: PACKED }),
  build({
    ...common,
    outdir: join(fresh, 'cli'),
    entryPoints: COMMAND_LINE,
    splitting: true,
    external: PACKED,
  }),
  buildPage({ configFile: `${root}ui/vite.config.ts` }),
]);
packModules(PACKED, join(root, 'node_modules'), join(fresh, 'node_modules'));
// In one piece, and without what an earlier build left.
for (const folder of ['cli', 'node_modules']) {
  rmSync(join(root, 'dist', folder), { recursive: true, force: true });
  renameSync(join(fresh, folder), join(root, 'dist', folder));
}
rmSync(fresh, { recursive: true, force: true });

const built = Object.keys(PROGRAMS).map((name) => `dist/${name}.mjs`);
process.stdout.write(`built ${[...built, 'dist/cli', 'dist/node_modules', 'dist/ui'].join(', ')}\n`);
