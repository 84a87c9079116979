import { parseArgs } from 'node:util';
import { Fault } from '../base/fault.ts';
import { engineMissing } from './engine-missing.ts';
import { findProgram } from './find-program.ts';
import { Foundation } from './foundation.ts';
import { takeInheritedSockets } from './inherited-sockets.ts';
import { takeLock } from './lock.ts';

const EXIT_USAGE = 2;
const EXIT_FAULT = 3;
const EXIT_BUG = 4;

// A full disk below our log must not end us.
process.stderr.on('error', () => undefined);
process.stdout.on('error', () => undefined);

process.on('uncaughtException', (error) => {
  // The guests live on; whoever started us starts the next foundation, which takes them over.
  process.stderr.write(`${new Date().toISOString()} bug: ${error.stack ?? error.message}\n`);
  process.exit(EXIT_BUG);
});

const { values } = parseArgs({ options: { 'run-dir': { type: 'string' } }, strict: false });
const runDir = values['run-dir'];
if (typeof runDir !== 'string') {
  process.stderr.write('usage: foundation --run-dir DIR\n');
  process.exit(EXIT_USAGE);
}

try {
  const inherited = takeInheritedSockets(process.env, process.pid);
  await takeLock(runDir);
  const commands = {
    haproxy: demand('haproxy'),
    nginx: findProgram('nginx'),
    keepalived: demand('keepalived'),
    ip: demand('ip'),
  };
  const foundation = new Foundation(runDir, commands, inherited);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => void foundation.stop().then(() => process.exit(0)));
  }
  process.on('SIGUSR2', () => void foundation.leave(() => process.exit(0)));
  await foundation.start();
} catch (error) {
  if (!(error instanceof Fault)) throw error;
  process.stderr.write(`${error.code}: ${error.message}\n${error.evidence}\nFix: ${error.remedy}\n`);
  process.exit(EXIT_FAULT);
}

function demand(name: string): string {
  const command = findProgram(name);
  if (command !== undefined) return command;
  throw engineMissing(name);
}
