import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/* Bundles what runs apart from the command line, one file a program, without npm dependencies at run time. */

const root = fileURLToPath(new URL('..', import.meta.url));

const PROGRAMS = {
  foundation: 'src/foundation/main.ts',
  node: 'src/node/daemon/main.ts',
  'http-echo': 'src/lab/players/http-echo.ts',
  probe: 'src/drill/probe/main.ts',
  'tcp-echo': 'src/lab/players/tcp-echo.ts',
};

const present = Object.entries(PROGRAMS).filter(([, file]) => existsSync(`${root}${file}`));

await build({
  absWorkingDir: root,
  entryPoints: Object.fromEntries(present),
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  legalComments: 'none',
  logLevel: 'warning',
});

process.stdout.write(`built ${present.map(([name]) => `dist/${name}.mjs`).join(', ')}\n`);
