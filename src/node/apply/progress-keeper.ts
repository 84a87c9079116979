import { Fault } from '../../base/fault.ts';
import type { ApplyPorts } from './apply-ports.ts';
import { type ApplyProgress, ENDED_STAGES, type NodeProgress, type PlainFault } from './apply-progress.ts';
import type { CheckedNodes } from './check-nodes.ts';

export type Listener = (progress: ApplyProgress) => void;

/** The progress of one apply: each change is told to who listens, each stage to the journal. */
export class ProgressKeeper {
  readonly #journal: ApplyPorts['journal'];
  readonly #listener: Listener;
  #progress: ApplyProgress;

  constructor(begin: ApplyProgress, journal: ApplyPorts['journal'], listener: Listener) {
    this.#progress = begin;
    this.#journal = journal;
    this.#listener = listener;
    this.#tell();
  }

  get now(): ApplyProgress {
    return this.#progress;
  }

  get hasEnded(): boolean {
    return ENDED_STAGES.includes(this.#progress.stage);
  }

  /** A new stage with its sentence. */
  stage(
    stage: ApplyProgress['stage'],
    sentence: string,
    more: Partial<Pick<ApplyProgress, 'confirmBy' | 'fault' | 'revision'>> = {},
  ): void {
    this.#progress = { ...this.#progress, confirmBy: undefined, ...more, stage, sentence };
    this.#tell();
  }

  say(sentence: string): void {
    this.#progress = { ...this.#progress, sentence };
    this.#listener(this.#progress);
  }

  nodes(nodes: readonly NodeProgress[]): void {
    this.#progress = { ...this.#progress, nodes };
    this.#listener(this.#progress);
  }

  node(node: string, change: Partial<Omit<NodeProgress, 'node'>>): void {
    this.nodes(this.#progress.nodes.map((one) => (one.node === node ? { ...one, ...change } : one)));
  }

  /** What a check foretells. */
  checked({ nodes, silent }: CheckedNodes): void {
    for (const [node, { checked }] of nodes) {
      const { how, sessionsCut, notes } = checked;
      this.node(node, { stage: 'checked', how, sessionsCut, says: notes.join('; ') });
    }
    const says = 'It does not answer; it fetches the release later.';
    for (const node of Object.keys(silent)) this.node(node, { stage: 'skipped', says });
  }

  #tell(): void {
    const { id, kind, revision, release, who, note, stage, sentence, fault } = this.#progress;
    this.#journal.append({
      kind: `apply-${stage}`,
      text: sentence,
      fields: {
        apply: id,
        kind,
        revision,
        release,
        who,
        note,
        ...(fault && { code: fault.code, why: fault.message }),
      },
    });
    this.#listener(this.#progress);
  }
}

export function waiting(node: string): NodeProgress {
  return { node, stage: 'waiting', how: undefined, says: '', sessionsCut: 0, tookMs: 0 };
}

/** An error that is no Fault is a bug: thrown on, never told as if the world had failed. */
export function plainFault(error: unknown): PlainFault {
  if (!(error instanceof Fault)) throw error;
  const { code, message, remedy, evidence } = error;
  return { code, message, remedy, evidence };
}
