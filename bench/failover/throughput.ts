import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { median } from '../../src/drill/judge/median.ts';
import { runCommand } from '../../src/host/run-command.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { listenOf } from '../../src/lab/player.ts';
import type { Labs } from './compare-faults.ts';

export interface Throughput {
  /** Requests a second, a pair a run. */
  readonly runs: readonly { readonly usual: number; readonly holdfast: number }[];
  readonly usual: number;
  readonly holdfast: number;
  /** The middle of the runs' own ratios, Holdfast to usual. */
  readonly ratio: number;
}

const RUNS = 5;
const SECONDS = 3;

/** Ends all that runs on the member (this shell is the only other there), then starts the server. */
const REPLACE = `
net=$(readlink /proc/self/ns/net)
for p in /proc/[0-9]*; do
  [ "$p" = "/proc/$$" ] || [ "$(readlink "$p/ns/net")" != "$net" ] || kill -9 "\${p#/proc/}"
done
exec haproxy -D -f "$1" </dev/null >>"$2" 2>&1`;

/** wrk with 32 kept connections against the VIP of each pair, in turns, the first of each turn alternating. */
export async function measureThroughput(labs: Labs, tell: (line: string) => void): Promise<Throughput> {
  for (const lab of [labs.usual, labs.holdfast]) {
    await replaceServers(lab);
    await requestsPerSecond(lab, 1);
  }
  const runs: { usual: number; holdfast: number }[] = [];
  for (let number = 0; number < RUNS; number += 1) {
    const found = { usual: 0, holdfast: 0 };
    const turn = number % 2 === 0 ? (['usual', 'holdfast'] as const) : (['holdfast', 'usual'] as const);
    for (const which of turn) found[which] = await requestsPerSecond(labs[which], SECONDS);
    runs.push(found);
    tell(`requests/s ${number + 1}/${RUNS}: usual ${found.usual}, Holdfast ${found.holdfast}`);
  }
  return {
    runs,
    usual: median(runs.map(({ usual }) => usual)),
    holdfast: median(runs.map(({ holdfast }) => holdfast)),
    ratio: median(runs.map(({ usual, holdfast }) => holdfast / usual)),
  };
}

/** The lab's own players would be the bottleneck: an HAProxy on each server's address answers at once instead. */
async function replaceServers(lab: Lab): Promise<void> {
  for (const { name, kind, links, players } of lab.plan.members) {
    const address = links[0]?.addresses[0]?.address;
    const port = players.flatMap((player) => listenOf(player))[0]?.port;
    if (kind !== 'server' || address === undefined || port === undefined) continue;
    const config = `${lab.dir}/${name}/server.cfg`;
    writeFileSync(config, serverConfig(address, port), { mode: 0o600 });
    writeFileSync(`${lab.dir}/${name}/hold`, '', { mode: 0o600 });
    const { code, stderr } = await runCommand([
      ...lab.enter(name),
      'sh',
      '-c',
      REPLACE,
      'replace',
      config,
      `${lab.dir}/${name}/log/server.log`,
    ]);
    if (code !== 0) throw new Error(`no server could be started on ${name}: ${stderr}`);
  }
  // Until every check of the usual pair has passed twice.
  await pause(11_000);
}

function serverConfig(address: string, port: number): string {
  return `global
    maxconn 4096
    nbthread 1

defaults
    mode http
    timeout client 30s
    timeout http-request 10s

frontend server
    bind ${address}:${port}
    http-request return status 200 content-type text/plain string ok
`;
}

async function requestsPerSecond(lab: Lab, seconds: number): Promise<number> {
  const vip = lab.site.vips[0]?.addresses[0]?.address;
  const argv = [...lab.enter('client'), 'wrk', '-t1', '-c32', `-d${seconds}s`, `http://${vip}/`];
  const { stdout, stderr } = await runCommand(argv, { timeoutMs: 30_000 });
  const rate = Number(/Requests\/sec:\s*([\d.]+)/.exec(stdout)?.[1]);
  const failed = /Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1];
  if (!(rate > 0) || failed !== undefined) throw new Error(`wrk did not measure: ${stdout}${stderr}`);
  return rate;
}
