import { bringUp } from '../../src/lab/bring-up.ts';
import { labStatus } from '../../src/lab/observe-site.ts';
import { openLab } from '../../src/lab/open-lab.ts';
import { endOldServers, playNewServers } from '../../src/lab/play-servers.ts';
import { takeDown } from '../../src/lab/take-down.ts';
import { untilHealthy } from '../../src/lab/until-healthy.ts';
import type { Server, Site } from '../../src/site/site.ts';
import { plainRelease } from './plain-release.ts';
import { webSite } from './web-site.ts';

/* One lab action as a process of its own, with a stand-in foundation: `up|down|status|play|end NAME [VARIANT]`; prints JSON. */

const [what, name = '', variant] = process.argv.slice(2);
const dist = process.env['LAB_DIST'] ?? '';

const [pool] = webSite().pools;
const servers = pool?.servers ?? [];
const [web1, web2, web3] = servers;
const withServers = (list: readonly (Server | undefined)[]): Partial<Site> => ({
  pools: pool === undefined ? [] : [{ ...pool, servers: list.filter((one) => one !== undefined) }],
});
const VARIANTS: Readonly<Record<string, Partial<Site>>> = {
  'other-spec': { freezeMs: 750 },
  'fourth-server': withServers([...servers, web1 && { ...web1, name: 'web4', host: '10.77.0.24' }]),
  'without-web2': withServers([web1, web3]),
  'web3-elsewhere': withServers([web1, web2, web3 && { ...web3, host: '10.77.0.33', port: 9090 }]),
  'one-node': { nodes: webSite().nodes.slice(0, 1) },
};

async function run(): Promise<unknown> {
  if (what === 'down') return { ran: await takeDown(name) };
  if (what === 'enter') return { argv: (await openLab(name)).enter(variant) };
  if (what === 'status') return await labStatus(await openLab(name));
  const site = webSite(VARIANTS[variant ?? ''] ?? {});
  if (what === 'play') return await playNewServers(await openLab(name), site, dist);
  if (what === 'end') return await endOldServers(await openLab(name), site);
  const spec = Buffer.from('');
  const input = { name, site, specFile: 'web.yaml', spec, compile: plainRelease, dist, daemons: false };
  const up = await bringUp(input);
  if (up.is === 'started') return { is: up.is, reasons: (await untilHealthy(up.lab)).reasons };
  return up.is === 'running' ? { is: up.is, sameSpec: up.sameSpec } : up;
}

try {
  process.stdout.write(JSON.stringify(await run()));
} catch (error) {
  const { code, message, remedy, evidence } = error as Record<string, string>;
  process.stdout.write(JSON.stringify({ code, message, remedy, evidence }));
}
