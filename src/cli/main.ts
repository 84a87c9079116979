import { Fault } from '../base/fault.ts';
import { buildProgram } from './program.ts';
import { reportFailure } from './report-failure.ts';

const words = process.argv.slice(2);

// A bug may surface in a callback as well as in a command.
process.on('uncaughtException', fail);
for (const stream of [process.stdout, process.stderr]) stream.on('error', streamFailed);
// A command with something to put in order first (a drill, a command in a lab) listens for itself and decides.
process.on('SIGINT', () => {
  if (process.listenerCount('SIGINT') === 1) process.exit(130);
});

try {
  const program = await buildProgram(words);
  await program.parseAsync(words, { from: 'user' });
} catch (error) {
  fail(error);
}

function fail(error: unknown): void {
  const { exitCode, stdout, stderr } = reportFailure(error, words);
  process.exitCode = exitCode;
  process.stdout.write(stdout);
  process.stderr.write(stderr, () => process.exit());
}

/** Whoever read our output may stop reading (`| head`); a full disk is worth a word. */
function streamFailed(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit();
  const fault = new Fault(
    'cli/output-failed',
    'The output could not be written.',
    'make room where the output goes, or send it elsewhere',
    error.message,
    error,
  );
  process.stderr.write(reportFailure(fault, []).stderr);
  process.exit(3);
}
