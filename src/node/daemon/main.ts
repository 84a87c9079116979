import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { Fault } from '../../base/fault.ts';
import { runNode } from './run-node.ts';
import { tellServiceManager } from './service-notices.ts';

/* The daemon as a program of its own, bundled into one file; `holdfast node` runs the same from the command line. */

const EXIT_USAGE = 2;
const EXIT_FAULT = 3;
const EXIT_BUG = 4;

// A full disk below our log must not end us.
process.stderr.on('error', () => undefined);
process.stdout.on('error', () => undefined);

const log = (line: string): void => void process.stderr.write(`${line}\n`);

process.on('uncaughtException', (error) => {
  log(`${new Date().toISOString()} bug: ${error.stack ?? error.message}`);
  process.exit(EXIT_BUG);
});

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: { node: text, 'run-dir': text, 'state-dir': text, pki: text, spec: text, target: text },
  strict: false,
});
const [node, runDir, stateDir] = [values['node'], values['run-dir'], values['state-dir']];
if (typeof node !== 'string' || typeof runDir !== 'string' || typeof stateDir !== 'string') {
  log('usage: node --node NAME --run-dir DIR --state-dir DIR [--pki DIR] [--spec FILE] [--target lab|host]');
  process.exit(EXIT_USAGE);
}

try {
  const running = await runNode(
    {
      node,
      runDir,
      stateDir,
      pkiDir: textOf(values['pki']),
      specFile: textOf(values['spec']),
      target: values['target'] === 'lab' ? 'lab' : 'host',
    },
    readVersion(),
    log,
  );
  const sayStopping = tellServiceManager(process.env, process.pid);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, sayStopping);
    process.on(signal, () => void running.stop().then(() => process.exit(0)));
  }
} catch (error) {
  if (!(error instanceof Fault)) throw error;
  log(`${error.code}: ${error.message}\n${error.evidence}\nFix: ${error.remedy}`);
  process.exit(EXIT_FAULT);
}

function textOf(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Of the package that this file is a part of, as source or as bundle. */
function readVersion(): string {
  for (let dir = import.meta.dirname; dir !== '/'; dir = dirname(dir)) {
    const file = join(dir, 'package.json');
    if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
  }
  return 'unknown';
}
