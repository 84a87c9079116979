import { writeFileSync } from 'node:fs';
import { DatagramLoop } from './datagram-loop.ts';
import { LongSessions } from './long-sessions.ts';
import { OpenLoop } from './open-loop.ts';
import { readOptions, USAGE } from './options.ts';
import { printProbeRecord } from './probe-record.ts';

/*
 * The client of a drill. Opens its long sessions, says `ready` on stdout, then opens a new connection at fixed times until
 * SIGTERM (or its time is over), or sends a datagram at each, telling on stdout what ended (a Tally, ten times a second), and
 * writes what it saw, a line of JSON each. Times are wall-clock microseconds.
 */

const options = readOptions(process.argv.slice(2));
if (options === undefined) {
  process.stderr.write(`${USAGE}\n`);
  process.exit(2);
}

const TELL_MS = 100;

const ended = new Promise<void>((resolve) => {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => resolve());
  setTimeout(resolve, options.forMs);
});
// Who started us is gone: nobody waits for the file.
process.stdout.on('error', () => process.exit(1));

const sessions = new LongSessions(options.target, options.longSessions);
await sessions.opened();
const loop = options.target.kind === 'udp' ? new DatagramLoop(options) : new OpenLoop(options);
process.stdout.write('ready\n');
const telling = setInterval(() => process.stdout.write(`${JSON.stringify(loop.tally.take())}\n`), TELL_MS);
await ended;
clearInterval(telling);
const long = sessions.end();
const attempts = await loop.end();
writeFileSync(
  options.out,
  printProbeRecord({ attempts, sessions: long, repeated: 'repeated' in loop ? loop.repeated : 0 }),
  { mode: 0o600 },
);
process.exit(0);
