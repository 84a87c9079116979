import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../base/fault.ts';
import { mapEngineMessages } from '../../release/map-engine-message.ts';
import type { ReleaseFile } from '../../release/release.ts';
import type { Site } from '../../site/site.ts';
import { cannotStore } from '../state/state-faults.ts';
import { askValidate } from './ask-reload.ts';
import { hideValues } from './hide-values.ts';
import { fillTexts, PATHS } from './node-texts.ts';
import type { Ground } from './survey.ts';

/** Files that the engines are asked about stand here for that moment. */
const FOLDER = 'asked';

/**
 * Asks this node's engines, in their place, about files that are not in force.
 * @throws Fault `foundation/release-refused` with the spec's lines and the engine's words; others of the foundation
 */
export async function validateFiles(
  ground: Ground,
  files: readonly ReleaseFile[],
  site: Site,
): Promise<void> {
  const dir = join(ground.runDir, FOLDER);
  const texts = fillTexts(files, ground.lookUp);
  try {
    await rm(dir, { recursive: true, force: true });
    await mkdir(dir, { mode: 0o700 });
    for (const path of PATHS)
      if (texts[path] !== '') await writeFile(join(dir, path), texts[path], { mode: 0o600 });
  } catch (error) {
    throw cannotStore(ground.runDir, error);
  }
  try {
    await askValidate(ground.runDir, FOLDER);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { code, message, remedy, evidence } = error;
    throw new Fault(code, message, remedy, withSpecLines(ground, files, site, evidence), error);
  } finally {
    await rm(dir, { recursive: true, force: true }).catch(() => undefined);
  }
}

function withSpecLines(
  { lookUp }: Ground,
  files: readonly ReleaseFile[],
  site: Site,
  evidence: string,
): string {
  const words = hideValues(evidence, files, lookUp);
  const problems = [...saidBy(words)].flatMap(([path, output]) => {
    const file = files.find((one) => one.path === path);
    return file === undefined ? [] : mapEngineMessages(site, file, output);
  });
  const told = problems
    .filter(({ severity }) => severity === 'error')
    .map(({ path, line, column, message, remedy }) => `${path}:${line}:${column}  ${message} Fix: ${remedy}`);
  return [...told, words].join('\n');
}

const FILES: Readonly<Record<string, ReleaseFile['path']>> = {
  'haproxy -c': 'haproxy.cfg',
  'nginx -t': 'nginx.conf',
};

/** The foundation puts each engine's name before its words. */
function saidBy(words: string): ReadonlyMap<ReleaseFile['path'], string> {
  const parts = words.split(/^(haproxy -c|nginx -t|keepalived -t): /m);
  const said = new Map<ReleaseFile['path'], string>();
  for (let index = 1; index < parts.length; index += 2) {
    said.set(FILES[parts[index] ?? ''] ?? 'keepalived.conf', parts[index + 1] ?? '');
  }
  return said;
}
