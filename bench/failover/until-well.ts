import { setTimeout as pause } from 'node:timers/promises';
import type { Ground } from '../../src/drill/ground.ts';
import type { HoldLedger } from '../../src/drill/watch/hold-ledger.ts';
import { askHaproxy } from '../../src/engines/haproxy/observe.ts';

const WITHIN_MS = 40_000;
const STEADY_MS = 600;
const EVERY_MS = 50;

/** Returns when the preferred node alone has held the VIP for a while, and both HAProxies see every server up. */
export async function untilWell(ground: Ground, ledger: HoldLedger, preferred: string): Promise<void> {
  const deadline = performance.now() + WITHIN_MS;
  let wellSince: number | undefined;
  while (wellSince === undefined || performance.now() - wellSince < STEADY_MS) {
    const wrong = await whatIsWrong(ground, ledger, preferred);
    if (wrong === undefined) wellSince ??= performance.now();
    else wellSince = undefined;
    if (performance.now() > deadline) throw new Error(`the usual pair does not become well: ${wrong}`);
    await pause(EVERY_MS);
  }
}

async function whatIsWrong(
  ground: Ground,
  ledger: HoldLedger,
  preferred: string,
): Promise<string | undefined> {
  const holders = ledger.holdersNow(ground.addresses).join('+');
  if (holders !== preferred) return `${holders || 'nobody'} holds the VIP`;
  for (const node of ground.nodes) {
    try {
      const states = serverStates(await askHaproxy(ground.runFile(node, 'stats'), 'show stat -1 4 -1', 500));
      const down = states.find((state) => state !== 'UP');
      if (down !== undefined || states.length === 0)
        return `HAProxy of ${node} sees a server ${down ?? 'not'}`;
    } catch (error) {
      return `HAProxy of ${node}: ${(error as Error).message}`;
    }
  }
  return undefined;
}

/** Column 18 of `show stat`; `UP 2/3` is on its way down. */
function serverStates(csv: string): readonly string[] {
  return csv
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(',')[17] ?? '');
}
