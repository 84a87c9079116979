import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Fault } from '../base/fault.ts';
import type { PlayerPrograms } from './member-script.ts';

export type BundleName = 'foundation' | 'node' | 'http-echo' | 'tcp-echo' | 'probe';

/** `dist/` of this checkout. */
const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));

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

/** What plays servers. Throws `lab/not-built`. */
export function playerPrograms(dist?: string): PlayerPrograms {
  return {
    node: process.execPath,
    'http-echo': bundle('http-echo', dist),
    'tcp-echo': bundle('tcp-echo', dist),
  };
}
