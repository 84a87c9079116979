import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { describeMachine } from '../failover/machine.ts';
import { bringUp, type Design, holderOf, makeAnew, untilWell } from './designs.ts';
import { EVENTS } from './events.ts';
import { CHECKOUT, Ground, HOSTS } from './ground.ts';
import { measureEvent } from './measure-event.ts';
import { printPods, type Row } from './print-pods.ts';

/*
 * What clients lose when something happens to a pair of load balancers in containers: the usual designs beside Holdfast's, each
 * on two hosts of its own with a Docker each. `make bench-pods`; `--design one --event restarted` for a part of it.
 */

const { values } = parseArgs({
  options: { design: { type: 'string', multiple: true }, event: { type: 'string' } },
});
const DESIGNS: readonly Design[] = ['flawed', 'fixed', 'members', 'one'];
const designs = DESIGNS.filter((one) => values.design?.includes(one) ?? true);
const events = EVENTS.filter(({ name }) => name.includes(values.event ?? ''));

const say = (words: string): void => void process.stderr.write(`${words}\n`);
const startedAt = performance.now();
const rows: Row[] = [];
let ground: Ground;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void ground.close().then(() => process.exit(1)));
}
// A ground for each: what one design leaves in the kernel must not hurt the next.
for (const design of designs) {
  ground = await Ground.open();
  try {
    await ground.startDockers();
    say(`The design ${design} comes up.`);
    await bringUp(ground, design);
    for (const event of events) {
      if (event.notFor.includes(design)) continue;
      await measure(design, event);
    }
  } catch (error) {
    // Even a pair that is made anew may not come up again: what was measured stands.
    say(`${design}: the rest is not measured: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    await ground.close();
  }
}
const machine = await describeMachine();
const load = loadavg().map((one) => one.toFixed(0));
process.stdout.write(
  printPods(
    rows,
    `Docker 20.10 and docker-compose 1.29 on two hosts, macvlan; HAProxy ${machine.haproxy}, Keepalived ${machine.keepalived}, ${machine.cores} shared cores, load ${load.join(' ')}`,
    Math.round((performance.now() - startedAt) / 1000),
  ),
);

async function measure(design: Design, event: (typeof EVENTS)[number]): Promise<void> {
  await event.prepare?.(ground);
  const where = (await holderOf(ground)) ?? 'h1';
  const seen = await measureEvent(ground, () => event.happen(ground, where, design), event.lookOnMs);
  const healed = !seen.isDark && (await isHome());
  say(
    `${design}: ${event.name}: ${seen.lost} lost, ${seen.outageMs} ms, ${healed ? 'healed by itself' : 'NOT healed'} ${JSON.stringify(seen.kinds)}`,
  );
  rows.push({ event: event.name, design, seen, healed });
  if (healed) await untilWell(ground);
  else await makeAnew(ground);
}

/** Whether every container lives in the network that it should. */
async function isHome(): Promise<boolean> {
  for (const host of HOSTS) {
    const argv = [
      process.execPath,
      `${CHECKOUT}src/cli/main.ts`,
      'pod',
      'status',
      '--engine',
      'docker',
      '-o',
      'json',
    ];
    const { code, stderr } = await ground.run(host, argv);
    if (code === 3) throw new Error(stderr);
    if (code !== 0) return false;
  }
  return true;
}
