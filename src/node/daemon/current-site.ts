import { Fault } from '../../base/fault.ts';
import type { Release, ReleaseFile } from '../../release/release.ts';
import type { Site } from '../../site/site.ts';
import { SPEC_FILE } from '../apply/current-spec.ts';
import type { State } from '../state/open-state.ts';
import type { Compiler } from './compiler.ts';

/** The site of the current revision, and this node's files as intents want them now. Compiled once for each change. */
export class CurrentSite {
  readonly #state: State;
  readonly #node: string;
  readonly #compiler: Compiler;
  #loaded: { readonly revision: number; readonly site: Site; readonly release: Release } | undefined;
  #trouble: Fault | undefined;

  constructor(state: State, node: string, compiler: Compiler) {
    this.#state = state;
    this.#node = node;
    this.#compiler = compiler;
  }

  /** undefined = nothing was accepted, or what was cannot be read. */
  get site(): Site | undefined {
    return this.#loaded?.site;
  }

  get release(): Release | undefined {
    return this.#loaded?.release;
  }

  /** Why the current revision cannot be used. */
  get trouble(): Fault | undefined {
    return this.#trouble;
  }

  /** Reads the current revision when it is another one than before. Never throws: a revision that is spoiled is told. */
  async load(): Promise<void> {
    const { current } = this.#state;
    if (current === undefined || current.number === this.#loaded?.revision) return;
    try {
      const { spec } = await this.#state.read(current.number);
      const compiled = this.#compiler.compile(spec, SPEC_FILE, current.routerIds);
      if (!('release' in compiled)) {
        const first = compiled.problems.find(({ severity }) => severity === 'error');
        throw unusable(current.number, first?.message ?? '');
      }
      this.#loaded = { revision: current.number, site: compiled.site, release: compiled.release };
      this.#trouble = undefined;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.#trouble = error;
    }
  }

  /** This node's files at `now`; undefined while there is no site, or the node is not in it. */
  files(now: number): readonly ReleaseFile[] | undefined {
    if (this.#loaded === undefined) return undefined;
    const files = this.#compiler.filesFor(this.#loaded.site, this.#state.intents, now) ?? this.#own();
    return files.length === 0 ? undefined : files;
  }

  #own(): readonly ReleaseFile[] {
    return (this.#loaded?.release.files ?? []).filter(({ node }) => node === this.#node);
  }
}

function unusable(number: number, why: string): Fault {
  return new Fault(
    'node/revision-unusable',
    `Revision ${number}, which is in force, cannot be compiled by this version of Holdfast: ${why}`,
    'Apply a spec that holdfast validate accepts; until then this node keeps its files and its hands still.',
    why,
  );
}
