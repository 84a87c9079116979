// notify-on-word STATE_DIR TARGET: tells one channel (its target as JSON) what it sees. A line `down` on stdin: nobody holds the
// VIP; `up`: somebody does. Answers each, when what follows is kept or cannot be, with its trouble's code or `kept`.
import { createInterface } from 'node:readline';
import { openNotify } from '../../src/node/notify/open-notify.ts';
import { aChannel } from './a-channel.ts';
import { aSite } from './a-site.ts';
import { aSiteView } from './a-site-view.ts';

const [stateDir, target] = process.argv.slice(2);
let nowMs = Date.now();
const notify = await openNotify({
  site: aSite({ notify: [aChannel(JSON.parse(target), { timeoutMs: 60_000 })] }),
  node: 'lb1',
  stateDir,
  journal: { last: 0, append: () => undefined, read: async () => [] },
  secrets: () => undefined,
  now: () => nowMs,
});
for await (const word of createInterface({ input: process.stdin })) {
  const view = aSiteView(word === 'down' ? { holders: [] } : {});
  await notify.see(view, []);
  // Long enough to be told.
  nowMs += 10_000;
  await notify.see(view, []);
  process.stdout.write(`${notify.trouble?.code ?? 'kept'}\n`);
}
