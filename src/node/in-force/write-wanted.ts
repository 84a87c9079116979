import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SecretLookup } from '../../release/fill-secrets.ts';
import { RUN_FILES } from '../../release/foundation-config.ts';
import { cannotStore } from '../state/state-faults.ts';
import { syncFolder, writeThrough } from '../write-durably.ts';
import { areSameTexts, fillTexts, type NodeFiles, type NodeTexts, PATHS, readTexts } from './node-texts.ts';

/**
 * Writes what is wanted into `release/`, secrets filled in: a whole folder beside it takes its place by renames, so that
 * it never mixes two releases. The same bytes are not written again.
 * @throws Fault `release/secret-missing`, `release/secret-unwritable`, `node/cannot-store`; then `release/` is as it was
 */
export async function writeWanted(runDir: string, files: NodeFiles, lookUp: SecretLookup): Promise<void> {
  await writeTexts(runDir, fillTexts(files, lookUp));
  await mendWanted(runDir);
}

/**
 * The same with texts whose secrets are filled in already. The former folder stays beside it until `mendWanted`, so
 * that it can be put back without room on the disk.
 * @throws Fault `node/cannot-store`
 */
export async function writeTexts(runDir: string, texts: NodeTexts): Promise<void> {
  const { wanted, next, former } = placesIn(runDir);
  await mendWanted(runDir);
  const present = await readTexts(wanted);
  if (present !== undefined && areSameTexts(present, texts)) return;
  try {
    await mkdir(next, { mode: 0o700 });
    for (const path of PATHS) if (texts[path] !== '') await writeThrough(join(next, path), texts[path]);
    await syncFolder(next);
    if (present !== undefined) await rename(wanted, former);
    await rename(next, wanted);
    await syncFolder(runDir);
  } catch (error) {
    await mendWanted(runDir).catch(() => undefined);
    throw cannotStore(runDir, error);
  }
}

/** What was wanted before is wanted again. @throws Fault `node/cannot-store` */
export async function restoreTexts(runDir: string, texts: NodeTexts): Promise<void> {
  const { wanted, next, former } = placesIn(runDir);
  const kept = await readTexts(former);
  if (kept === undefined || !areSameTexts(kept, texts)) return await writeTexts(runDir, texts);
  await storing(runDir, async () => {
    await rm(next, { recursive: true, force: true });
    await rename(wanted, next);
    await rename(former, wanted);
    await syncFolder(runDir);
    await rm(next, { recursive: true, force: true });
  });
}

/** Nothing is wanted. @throws Fault `node/cannot-store` */
export async function removeWanted(runDir: string): Promise<void> {
  await storing(runDir, async () => await rm(placesIn(runDir).wanted, { recursive: true, force: true }));
}

/** Only `release/` is left, also where a writer was killed: the former folder is back, unless the new one had taken its place. @throws Fault */
export async function mendWanted(runDir: string): Promise<void> {
  const { wanted, next, former } = placesIn(runDir);
  await storing(runDir, async () => {
    if (!(await isThere(wanted)) && (await isThere(former))) await rename(former, wanted);
    await rm(former, { recursive: true, force: true });
    await rm(next, { recursive: true, force: true });
  });
}

function placesIn(runDir: string): Readonly<Record<'wanted' | 'next' | 'former', string>> {
  const wanted = join(runDir, RUN_FILES.wanted);
  return { wanted, next: `${wanted}.new`, former: `${wanted}.old` };
}

async function isThere(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}

async function storing(runDir: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw cannotStore(runDir, error);
  }
}
