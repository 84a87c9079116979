import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type CommandResult, runCommand } from '../../src/host/run-command.ts';
import { bundle } from '../../src/lab/bundles.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { openLabDoors } from '../../src/lab/lab-doors.ts';
import { openLab } from '../../src/lab/open-lab.ts';

const HOLDFAST = fileURLToPath(new URL('../../bin/holdfast', import.meta.url));

import { RUN_FILES } from '../../src/release/foundation-config.ts';
import { waitUntil } from '../../tests/support/wait-until.ts';
import { HOSTS, manyServers, placesOf } from './many-servers.ts';

/** A lab of a bench, spoken to through the real command line. */
export interface BenchLab {
  readonly lab: Lab;
  /** Where the spec is; `apply` writes it anew. */
  readonly file: string;
  /** `holdfast WORDS --lab-name …`, to its end. */
  holdfast(...words: string[]): Promise<CommandResult>;
  end(): Promise<void>;
}

/**
 * A new lab of that name with so many servers, all up, of which up to `most` may come to be; what an ended bench left goes
 * first. The lab would play each server by a process of its own; here one plays all of a host.
 * @throws Error with what a command said
 */
export async function bringLabUp(name: string, servers: number, most = servers): Promise<BenchLab> {
  const file = `/tmp/holdfast-${name}-${process.pid}.yaml`;
  const holdfast = (...words: string[]) =>
    runCommand([HOLDFAST, ...words, '--lab-name', name], { timeoutMs: 120_000 });
  await holdfast('lab', 'down');
  writeFileSync(file, manyServers(name, HOSTS, 3_000));
  const up = await holdfast('lab', 'up', '-f', file);
  if (up.code !== 0) throw new Error(`the lab did not come up: ${up.stdout}${up.stderr}`);
  const lab = await openLab(name);
  // The lab plays the first server of each host already.
  const hosts = most > HOSTS ? Array.from({ length: HOSTS }, (_, host) => host) : [];
  const players = hosts.map((host) => playHost(lab, host, most));
  const end = async (): Promise<void> => {
    for (const player of players) player.kill('SIGKILL');
    await holdfast('lab', 'down');
    rmSync(file, { force: true });
  };
  try {
    writeFileSync(file, manyServers(name, servers));
    const socket = `${lab.dir}/lb1/${RUN_FILES.node}`;
    const applied = await runCommand([HOLDFAST, 'apply', '-f', file, '--yes', '--socket', socket], {
      timeoutMs: 60_000,
    });
    if (applied.code !== 0)
      throw new Error(`the servers were not put in force: ${applied.stdout}${applied.stderr}`);
    await untilUp(lab, servers);
  } catch (error) {
    await end();
    throw error;
  }
  return { lab, file, holdfast, end };
}

function playHost(lab: Lab, host: number, servers: number): ChildProcess {
  const [, ...places] = placesOf(host, servers);
  // Without the lab's process numbers nsenter becomes the command, and a signal reaches it.
  const [program = '', ...enter] = lab.enter(`s${host + 1}`).filter((word) => word !== '-p');
  const listen = places.flatMap((place) => ['--listen', place]);
  const command = [...enter, process.execPath, bundle('http-echo'), '--name', `host${host}`, ...listen];
  return spawn(program, command, { stdio: ['ignore', 'ignore', 'inherit'] });
}

async function untilUp(lab: Lab, servers: number): Promise<void> {
  const doors = openLabDoors(lab);
  try {
    await waitUntil(`all ${servers} servers are up on both nodes`, 60_000, async () => {
      const views = await Promise.all([...doors.values()].map(async (door) => await door.observation()));
      return views.every(
        (view) =>
          'fact' in view.servers &&
          view.servers.fact.filter(({ state }) => state === 'up').length === servers,
      );
    });
  } finally {
    for (const door of doors.values()) door.close();
  }
}
