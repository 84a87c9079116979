import { bringUp, untilHealthy } from '../../src/lab/bring-up.ts';
import { labStatus } from '../../src/lab/observe-site.ts';
import { openLab } from '../../src/lab/open-lab.ts';
import { takeDown } from '../../src/lab/take-down.ts';
import { plainRelease } from './plain-release.ts';
import { webSite } from './web-site.ts';

/* One lab action as a process of its own, with a stand-in foundation: `up|down|status NAME [other-spec]`; prints JSON. */

const [what, name = '', variant] = process.argv.slice(2);
const dist = process.env['LAB_DIST'] ?? '';

async function run(): Promise<unknown> {
  if (what === 'down') return { ran: await takeDown(name) };
  if (what === 'enter') return { argv: (await openLab(name)).enter(variant) };
  if (what === 'status') return await labStatus(await openLab(name));
  const site = webSite(variant === 'other-spec' ? { freezeMs: 750 } : {});
  const up = await bringUp({ name, site, specFile: 'web.yaml', compile: plainRelease, dist });
  if (up.is === 'started') return { is: up.is, reasons: (await untilHealthy(up.lab)).reasons };
  return up.is === 'running' ? { is: up.is, sameSpec: up.sameSpec } : up;
}

try {
  process.stdout.write(JSON.stringify(await run()));
} catch (error) {
  const { code, message, remedy, evidence } = error as Record<string, string>;
  process.stdout.write(JSON.stringify({ code, message, remedy, evidence }));
}
