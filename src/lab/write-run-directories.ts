import { mkdirSync, writeFileSync } from 'node:fs';
import { lookUpSecret } from '../node/in-force/look-up-secret.ts';
import { fillSecrets, quoteFor } from '../release/fill-secrets.ts';
import { RUN_FILES } from '../release/foundation-config.ts';
import type { Release, ReleaseFile } from '../release/release.ts';
import type { NetworkPlan } from './network-plan.ts';
import { stateFault } from './state-dir.ts';

/** Makes the directories of a lab and its members, and puts each node's files of the release in its place. */
export function writeRunDirectories(dir: string, plan: NetworkPlan, release: Release): void {
  try {
    mkdirSync(`${dir}/ns`, { recursive: true, mode: 0o700 });
    mkdirSync(`${dir}/log`, { recursive: true, mode: 0o700 });
    for (const { name } of plan.members) mkdirSync(`${dir}/${name}/log`, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw stateFault(dir, error);
  }
  for (const file of release.files) writeReleaseFile(`${dir}/${file.node}/${RUN_FILES.wanted}`, file);
}

/** Writes one file into a node's `release/` directory, its secrets filled in. Throws `release/secret-missing`. */
export function writeReleaseFile(directory: string, file: ReleaseFile): void {
  const text = fillSecrets(file.text, lookUpSecret, quoteFor(file.path));
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    writeFileSync(`${directory}/${file.path}`, text, { mode: file.mode });
  } catch (error) {
    throw stateFault(`${directory}/${file.path}`, error);
  }
}
