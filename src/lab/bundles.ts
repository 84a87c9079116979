import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Fault } from '../base/fault.ts';
import type { Player } from './player.ts';

export type BundleName = 'foundation' | 'inside-lab' | 'look-through' | 'node' | 'probe' | Player['program'];

/** The folder of the built programs, seen from a program in it, from the bundled command line below it, and from the sources. */
const PLACES = ['./', '../', '../../dist/'].map((place) => fileURLToPath(new URL(place, import.meta.url)));
const DIST = PLACES.find((place) => existsSync(`${place}foundation.mjs`)) ?? PLACES.at(-1) ?? '';

/** The absolute path of a built program; throws `lab/not-built` when it is missing. `dist` is for tests. */
export function bundle(name: BundleName, dist: string = DIST): string {
  const file = `${dist}${dist.endsWith('/') ? '' : '/'}${name}.mjs`;
  if (existsSync(file)) return file;
  throw new Fault(
    'lab/not-built',
    `${file} is missing: the programs of the lab are not built.`,
    'run `make setup`',
  );
}

/** Where programs are that play a part in a lab. */
export interface PlayerPrograms {
  /** Absolute path of Node. */
  readonly node: string;
  /** The absolute path of a program. Throws `lab/not-built`. */
  pathOf(program: Player['program']): string;
}

export function playerPrograms(dist?: string): PlayerPrograms {
  return { node: process.execPath, pathOf: (program) => bundle(program, dist) };
}
