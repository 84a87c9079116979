import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../../src/host/run-command.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { openLab } from '../../src/lab/open-lab.ts';
import { startAgents } from '../../src/lab/start-agents.ts';
import { untilHealthy } from '../../src/lab/until-healthy.ts';
import { type ClusterOrder, clusterSpec, FOURTH } from './cluster-spec.ts';

const HOLDFAST = fileURLToPath(new URL('../../bin/holdfast', import.meta.url));

/** A lab with three managers and all of its agents up, brought up and changed through the real command line. */
export interface ClusterLab {
  readonly order: ClusterOrder;
  /** As it is now. */
  open(): Promise<Lab>;
  /** A fourth manager joins: the cluster tells of it, or the spec where there is no API. */
  join(): Promise<void>;
  /** The last events of its nodes, for who wants to know why it took so long. */
  said(): Promise<string>;
  end(): Promise<void>;
}

/** @throws Error with what a command said */
export async function bringClusterUp(name: string, order: ClusterOrder): Promise<ClusterLab> {
  const file = `/tmp/holdfast-${name}-${process.pid}.yaml`;
  const holdfast = async (...words: string[]): Promise<void> => {
    const { code, stdout, stderr } = await runCommand([HOLDFAST, ...words], { timeoutMs: 300_000 });
    if (code === 0) return;
    throw new Error(`holdfast ${words.join(' ')} ended with ${code}\n${stdout}${stderr}`);
  };
  const inLab = ['--lab-name', name];
  const end = async (): Promise<void> => {
    await holdfast('lab', 'down', ...inLab);
    rmSync(file, { force: true });
  };
  await end();
  writeFileSync(file, clusterSpec(name, order));
  try {
    await holdfast('lab', 'up', '-f', file, ...inLab).catch(async (error: unknown) => {
      // On a machine that is busy with other things a lab takes longer than its command waits.
      const lab = await openLab(name);
      if ((await untilHealthy(lab, 60_000)).reasons.length > 0 || !(await startAgents(lab)).areUp)
        throw error;
    });
    // A lab has as many agents as its site expects at most; a quarter more fit.
    const more = order.agents - (await countAgents(name));
    if (more > 0) await holdfast('lab', 'agents', 'add', `${more}`, ...inLab);
  } catch (error) {
    await end();
    throw error;
  }
  return {
    order,
    open: () => openLab(name),
    end,
    said: async () => (await runCommand([HOLDFAST, 'events', ...inLab])).stdout.slice(-4000),
    async join() {
      if (order.means === 'api') return holdfast('lab', 'manager', 'add', FOURTH, ...inLab);
      writeFileSync(file, clusterSpec(name, order, true));
      return holdfast('apply', '-f', file, '--yes', ...inLab);
    },
  };
}

async function countAgents(name: string): Promise<number> {
  const { site } = await openLab(name);
  return site.lab.agents ?? 0;
}
