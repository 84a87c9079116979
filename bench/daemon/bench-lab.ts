import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type CommandResult, runCommand } from '../../src/host/run-command.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { openLab } from '../../src/lab/open-lab.ts';

const HOLDFAST = fileURLToPath(new URL('../../bin/holdfast', import.meta.url));

/** A lab of a bench, spoken to through the real command line. */
export interface BenchLab {
  readonly lab: Lab;
  /** Where the spec is; `apply` writes it anew. */
  readonly file: string;
  /** `holdfast WORDS --lab-name …`, to its end. */
  holdfast(...words: string[]): Promise<CommandResult>;
  end(): Promise<void>;
}

/** A new and healthy lab of that name; what an ended bench left goes first. @throws Error with what the command said */
export async function bringLabUp(name: string, spec: string): Promise<BenchLab> {
  const file = `/tmp/holdfast-${name}-${process.pid}.yaml`;
  const holdfast = (...words: string[]) =>
    runCommand([HOLDFAST, ...words, '--lab-name', name], { timeoutMs: 120_000 });
  await holdfast('lab', 'down');
  writeFileSync(file, spec);
  const up = await holdfast('lab', 'up', '-f', file);
  if (up.code !== 0) throw new Error(`the lab did not come up: ${up.stdout}${up.stderr}`);
  const end = async (): Promise<void> => {
    await holdfast('lab', 'down');
    rmSync(file, { force: true });
  };
  return { lab: await openLab(name), file, holdfast, end };
}
