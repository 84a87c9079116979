import type { ServerAdmin } from '../../engines/haproxy/runtime/live.ts';
import type { SecretLookup } from '../../release/fill-secrets.ts';
import type { ReleaseFile } from '../../release/release.ts';
import type { Site } from '../../site/site.ts';
import type { ForceOrder } from './decide-way.ts';
import type { Forced } from './forced.ts';
import { lookUpSecret } from './look-up-secret.ts';
import type { NodeFiles } from './node-texts.ts';
import { type Drift, filesInForce, healRuntime, observeDrift } from './observe-drift.ts';
import { putInForce } from './put-in-force.ts';
import { refreshCertificates } from './refresh-certificates.ts';
import { forecastForce, type Ground } from './survey.ts';
import type { Told } from './tell-haproxy.ts';
import { validateFiles } from './validate-files.ts';

/** One node's files on its foundation: puts them in force, and sees what is in force. Changes are made one after the other. */
export interface NodeForce {
  /**
   * The files come into force, runtime first, or the former ones are in force again.
   * @param files of this node, as the release has them
   * @throws Fault why; `node/not-restored` when the former ones could not be put back
   */
  putInForce(files: NodeFiles, order?: ForceOrder): Promise<Forced>;
  /** What `putInForce` would come to; nothing is changed. @throws Fault of a secret */
  forecast(files: NodeFiles, order?: ForceOrder): Promise<Pick<Forced, 'how' | 'sessionsCut' | 'notes'>>;
  /** Asks this node's engines. @throws Fault with the spec's lines and the engine's words */
  validate(files: readonly ReleaseFile[], site: Site): Promise<void>;
  /**
   * Asks the engines ahead of an apply that a plan is likely to be followed by: what they accept they are not asked again for
   * half a minute. Their answer is nobody's here, and they are not asked while they are being asked.
   */
  prepare(files: readonly ReleaseFile[], site: Site): void;
  /**
   * The files in force, secrets as references; none when nothing is in force.
   * @param templates releases that they may come from: only they tell a secret's reference
   */
  filesInForce(templates?: NodeFiles): Promise<readonly Pick<ReleaseFile, 'path' | 'text'>[]>;
  /** Nothing is known while a change is on its way. @param states what operators want beside the files */
  observeDrift(files: readonly ReleaseFile[], states?: ReadonlyMap<string, ServerAdmin>): Promise<Drift>;
  /** Tells HAProxy again what its file says. Does nothing, and says so, when another file is in force. */
  healRuntime(files: NodeFiles, states?: ReadonlyMap<string, ServerAdmin>): Promise<Told>;
  /** Certificates whose file has another content than HAProxy has loaded are replaced. @throws Fault */
  refreshCertificates(): Promise<Forced>;
}

/** @param ground.lookUp default: the environment and files of this machine */
export function openInForce({
  runDir,
  lookUp = lookUpSecret,
}: {
  readonly runDir: string;
  readonly lookUp?: SecretLookup;
}): NodeForce {
  const ground: Ground = { runDir, lookUp };
  const changes = new Turns();
  const questions = new Turns();
  const forecasts = new Forecasts();
  return {
    putInForce: (files, order = {}) => {
      forecasts.forget();
      return changes.take(() => putInForce(ground, files, order));
    },
    forecast: (files, order) =>
      forecasts.of(order === undefined ? files : undefined, () => forecastForce(ground, files, order ?? {})),
    validate: (files, site) => questions.take(() => validateFiles(ground, files, site)),
    prepare: (files, site) => {
      if (!questions.isTaken) questions.take(() => validateFiles(ground, files, site)).catch(() => undefined);
    },
    filesInForce: (templates = []) => filesInForce(runDir, templates),
    observeDrift: async (files, states) =>
      changes.isTaken
        ? { why: 'a change of this node is on its way', files: [], runtime: [] }
        : await observeDrift(runDir, files, states),
    healRuntime: (files, states) => changes.take(() => healRuntime(ground, files, states)),
    refreshCertificates: () => changes.take(() => refreshCertificates(runDir)),
  };
}

type Forecast = Pick<Forced, 'how' | 'sessionsCut' | 'notes'>;

/** An apply that follows its plan at once need not be foretold the same again: with hundreds of servers that takes HAProxy's whole answer. */
const FRESH_MS = 1_000;

class Forecasts {
  #last: { readonly files: NodeFiles; readonly atMs: number; readonly answer: Promise<Forecast> } | undefined;

  /** @param files the same object as a moment ago = the same question; undefined = one that is never the same */
  of(files: NodeFiles | undefined, ask: () => Promise<Forecast>): Promise<Forecast> {
    const nowMs = performance.now();
    if (this.#last !== undefined && this.#last.files === files && nowMs - this.#last.atMs < FRESH_MS)
      return this.#last.answer;
    const answer = ask();
    this.#last = files && { files, atMs: nowMs, answer };
    answer.catch(() => this.forget());
    return answer;
  }

  forget(): void {
    this.#last = undefined;
  }
}

/** Works are done one after the other, in the order in which they came. */
class Turns {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  get isTaken(): boolean {
    return this.#waiting > 0;
  }

  take<T>(work: () => Promise<T>): Promise<T> {
    this.#waiting += 1;
    const mine = this.#last.then(work).finally(() => {
      this.#waiting -= 1;
    });
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}
