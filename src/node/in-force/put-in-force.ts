import { join } from 'node:path';
import { RUN_FILES } from '../../release/foundation-config.ts';
import { askReload } from './ask-reload.ts';
import type { ForceOrder } from './decide-way.ts';
import type { Forced } from './forced.ts';
import { hideInFault, hideValues } from './hide-values.ts';
import { type NodeFiles, readTexts } from './node-texts.ts';
import { restore } from './restore.ts';
import { setStates } from './set-states.ts';
import { type Ground, type Survey, survey } from './survey.ts';
import { tellHaproxy } from './tell-haproxy.ts';
import { beginTelling, endTelling } from './telling.ts';
import { reloadWords, stayingWords } from './way-words.ts';
import { mendWanted, writeTexts } from './write-wanted.ts';

/**
 * Files come into force wholly, or the former ones are in force again.
 * @throws Fault why; `node/not-restored` when the former ones could not be put back
 */
export async function putInForce(
  { runDir, lookUp }: Ground,
  files: NodeFiles,
  order: ForceOrder,
): Promise<Forced> {
  const start = performance.now();
  await mendWanted(runDir);
  const formerly = await readTexts(join(runDir, RUN_FILES.wanted));
  const seen = await survey({ runDir, lookUp }, files, order);
  const attempt = new Attempt(runDir, seen, order);
  try {
    const done = await attempt.carryOut();
    await endTelling(runDir);
    await mendWanted(runDir);
    const notes = done.notes.map((note) => hideValues(note, files, lookUp));
    return { ...done, notes, tookMs: performance.now() - start };
  } catch (error) {
    const former = { inForce: seen.inForce, wanted: seen.inForce ?? formerly };
    throw hideInFault(await restore(runDir, former, attempt.touched, error), files, lookUp);
  } finally {
    seen.close();
  }
}

type Done = Omit<Forced, 'tookMs'>;

class Attempt {
  /** HAProxy may have been told something, or was asked to start anew. */
  touched = false;
  readonly #runDir: string;
  readonly #seen: Survey;
  readonly #order: ForceOrder;

  constructor(runDir: string, seen: Survey, order: ForceOrder) {
    this.#runDir = runDir;
    this.#seen = seen;
    this.#order = order;
  }

  async carryOut(): Promise<Done> {
    const { wanted, inForce, way, look } = this.#seen;
    const { reload, steps, notes } = way;
    await writeTexts(this.#runDir, wanted);
    const begins = reload === 'keep' && steps.length > 0;
    if (begins) await beginTelling(this.#runDir, wanted['haproxy.cfg']);
    this.touched = reload === 'anew';
    const did = reload === undefined ? undefined : await askReload(this.#runDir, reload);
    const says = did === undefined ? [] : reloadWords(did, wanted, inForce ?? wanted);
    if (did?.haproxy === 'reloaded') return await this.#reloaded(says, notes);
    const how = did?.nginx === 'reloaded' ? 'reload' : way.how === 'reload' ? 'keepalived' : way.how;
    if (steps.length === 0 || typeof look === 'string') return { how, steps: says, notes, sessionsCut: 0 };
    this.touched = true;
    const told = await tellHaproxy(look.cli, steps);
    if (told.failure === undefined)
      return { how, steps: [...says, ...told.says], notes, sessionsCut: told.sessionsCut };
    // What runs is neither the former nor the new: a new process reads the new file.
    await askReload(this.#runDir, 'anew');
    const done = await this.#reloaded([...says, ...told.says], [...notes, `HAProxy ${told.failure}`]);
    return { ...done, sessionsCut: told.sessionsCut };
  }

  /** A new HAProxy has read the file; what operators want beside it, it must be told. */
  async #reloaded(says: readonly string[], notes: readonly string[]): Promise<Done> {
    const { wanted, inForce, look } = this.#seen;
    const { states } = this.#order;
    const set = states === undefined ? [] : await setStates(this.#runDir, wanted['haproxy.cfg'], states);
    const staying = typeof look === 'string' ? [] : stayingWords(look.sessions, inForce);
    return {
      how: 'reload',
      steps: [...says, 'a new HAProxy reads its file', ...set],
      notes: [...notes, ...staying],
      sessionsCut: 0,
    };
  }
}
