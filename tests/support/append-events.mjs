// append-events DIR [ROUNDS]: appends events to DIR/journal, and tells on stdout how far the disk has them.
// With ROUNDS, so many batches of three, then it ends; without, a batch every 5 ms until it is ended; a line on stdin makes
// it accept a revision in DIR/state.
import { setTimeout as pause } from 'node:timers/promises';
import { openJournal } from '../../src/node/journal/open-journal.ts';
import { openState } from '../../src/node/state/open-state.ts';
import { acceptance } from './acceptance.ts';

const [, , dir, rounds] = process.argv;
const say = (word) => process.stdout.write(`${JSON.stringify(word)}\n`);
globalThis.countSteps?.(true);
const journal = await openJournal(`${dir}/journal`, {
  maxBytes: 4_096,
  files: Number(process.env.HF_FILES ?? 100),
  memory: 60,
  retryMs: 20,
  onTrouble: ({ code, message }) => say({ trouble: code, message }),
});

async function round() {
  for (let count = 0; count < 3; count += 1)
    journal.append({ kind: 'told', text: 'Something happened.', fields: { count } });
  const flushed = await journal.flush();
  say({ last: journal.last, flushed });
}

if (rounds !== undefined) {
  for (let count = 0; count < Number(rounds); count += 1) await round();
  await journal.close();
  globalThis.countSteps?.(false);
  process.exit(0);
}

const state = await openState(`${dir}/state`);
say({ state: state.current?.note ?? '', troubles: state.troubles.map(({ code }) => code) });
process.stdin.on('data', (word) => {
  const note = String(word).trim();
  state.accept(acceptance(note)).then(
    () => say({ accepted: state.current.note }),
    ({ code, message }) => say({ refused: code, message, current: state.current?.note }),
  );
});
let ended = false;
process.on('SIGTERM', () => {
  ended = true;
});
while (!ended) {
  await round();
  await pause(5);
}
await journal.close();
await state.close();
process.exit(0);
