// Sees a site whose VIP nobody holds, says `kept` when what follows is on the disk, and waits: node notify-and-wait.mjs STATE_DIR URL
import { openNotify } from '../../src/node/notify/open-notify.ts';
import { aChannel } from './a-channel.ts';
import { aSite } from './a-site.ts';
import { aSiteView } from './a-site-view.ts';

const [stateDir, url] = process.argv.slice(2);
const journal = { last: 0, append: () => undefined, read: async () => [] };
let nowMs = Date.now();
const notify = await openNotify({
  site: aSite({ notify: [aChannel({ kind: 'webhook', url, token: undefined }, { timeoutMs: 60_000 })] }),
  node: 'lb1',
  stateDir,
  journal,
  secrets: () => undefined,
  now: () => nowMs,
});
const view = aSiteView({ holders: [] });
await notify.see(view, []);
nowMs += 10_000;
await notify.see(view, []);
process.stdout.write('kept\n');
setInterval(() => undefined, 1_000);
