import { join } from 'node:path';
import type { ServerAdmin } from '../../engines/haproxy/runtime/live.ts';
import { planRuntime, type RuntimePlan } from '../../engines/haproxy/runtime/plan-runtime.ts';
import { RUN_FILES } from '../../release/foundation-config.ts';
import { diffTexts } from '../../release/plan/changed-lines.ts';
import { hideSecrets } from '../../release/plan/hide-secrets.ts';
import type { ReleaseFile } from '../../release/release.ts';
import type { NodeDrift } from '../api/node-service.ts';
import { type HaproxyLook, lookOrWhy } from './look-at-haproxy.ts';
import { lostWords } from './lost-words.ts';
import { areSameTexts, fillTexts, type NodeFiles, PATHS, readTexts } from './node-texts.ts';
import { readMeaning } from './read-meaning.ts';
import type { Ground } from './survey.ts';
import { type Told, tellHaproxy } from './tell-haproxy.ts';
import { wasInterrupted } from './telling.ts';
import { wantedStates } from './wanted-states.ts';

export type Drift = Pick<NodeDrift, 'why' | 'files' | 'runtime'>;

type States = ReadonlyMap<string, ServerAdmin>;

/** The files in force, secrets as references; none when nothing is in force. */
export async function filesInForce(
  runDir: string,
  templates: NodeFiles,
): Promise<readonly Pick<ReleaseFile, 'path' | 'text'>[]> {
  const texts = await readTexts(join(runDir, RUN_FILES.active));
  if (texts === undefined) return [];
  return PATHS.filter((path) => texts[path] !== '').map((path) => ({
    path,
    text: hideSecrets(path, texts[path], templates),
  }));
}

/**
 * What is unlike `files`: the files in force, and what the running HAProxy does unlike its own file.
 * @param files what revision and intents say of this node
 * @param states what operators want beside the file
 */
export async function observeDrift(
  runDir: string,
  files: readonly ReleaseFile[],
  states: States | undefined,
): Promise<Drift> {
  const texts = await readTexts(join(runDir, RUN_FILES.active));
  if (texts === undefined) return { why: 'nothing is in force on this node', files: [], runtime: [] };
  const patches = PATHS.flatMap((path) => {
    const text = hideSecrets(path, texts[path], files);
    const wanted = files.find((file) => file.path === path);
    const { patch } = diffTexts({ node: wanted?.node ?? '', path }, wanted?.text ?? '', text);
    return patch === '' ? [] : [{ path, patch }];
  });
  const wanted = await readTexts(join(runDir, RUN_FILES.wanted));
  const waiting =
    wanted !== undefined && !areSameTexts(wanted, texts)
      ? ['other files than these are wanted: a foundation that starts would take them into force']
      : [];
  if (texts['haproxy.cfg'] === '') return { why: undefined, files: patches, runtime: waiting };
  const look = await lookOrWhy(runDir);
  if (typeof look === 'string') return { why: look, files: patches, runtime: waiting };
  look.cli.close();
  const haproxyCfg = texts['haproxy.cfg'];
  const half = (await wasInterrupted(runDir, haproxyCfg))
    ? ['HAProxy may have been told the half of its file only: a change was cut off']
    : [];
  const plan = planLost(haproxyCfg, look, states);
  return { why: undefined, files: patches, runtime: [...waiting, ...half, ...lostWords(plan)] };
}

/**
 * Tells the running HAProxy again what its file says, where it does otherwise. Files that differ, and what only a start
 * can mend, are left to `putInForce`: `failure` says so.
 * @throws Fault of a secret
 */
export async function healRuntime(
  { runDir, lookUp }: Ground,
  files: NodeFiles,
  states: States | undefined,
): Promise<Told> {
  const haproxyCfg = fillTexts(files, lookUp)['haproxy.cfg'];
  const texts = await readTexts(join(runDir, RUN_FILES.active));
  if (haproxyCfg === '') return { says: [], sessionsCut: 0, failure: undefined };
  if (texts?.['haproxy.cfg'] !== haproxyCfg)
    return { says: [], sessionsCut: 0, failure: 'another haproxy.cfg is in force' };
  const look = await lookOrWhy(runDir);
  if (typeof look === 'string') return { says: [], sessionsCut: 0, failure: look };
  try {
    const plan = planLost(haproxyCfg, look, states);
    if ('needsReload' in plan) return { says: [], sessionsCut: 0, failure: plan.needsReload.join('; ') };
    return await tellHaproxy(look.cli, plan.steps);
  } finally {
    look.cli.close();
  }
}

function planLost(haproxyCfg: string, { live }: HaproxyLook, states: States | undefined): RuntimePlan {
  const file = readMeaning(haproxyCfg);
  return planRuntime({ before: file, after: file, live, states: wantedStates(file, states) });
}
