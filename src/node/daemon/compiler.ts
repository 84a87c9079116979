import type { CompileTarget, ReleaseFile } from '../../release/release.ts';
import type { Site } from '../../site/site.ts';
import { SPEC_FILE } from '../apply/current-spec.ts';
import type { ServerKey } from '../checks/decide-failed.ts';
import { inForce } from '../intents/in-force.ts';
import type { Intents } from '../intents/intent.ts';
import { compileSpec } from './compile-spec.ts';
import { filesForNode } from './files-for-node.ts';

type Outcome = ReturnType<typeof compileSpec>;

/** The release in force and the one that is to come. */
const KEPT = 2;

/**
 * Compiles as `compileSpec` and `filesForNode` do, and remembers: on its way a change asks for the same half a dozen
 * times, and with hundreds of servers each is a tenth of a second. Of a revision the user's name of the file is not kept: as
 * `SPEC_FILE` the same spec is the same under any name.
 */
export class Compiler {
  readonly #node: string;
  readonly #target: CompileTarget;
  /** Servers that this node's own checks call down. Default: none. */
  failed: () => ReadonlySet<ServerKey> = () => new Set();
  #recent: readonly { readonly key: string; readonly file: string; readonly outcome: Outcome }[] = [];
  readonly #files = new WeakMap<
    Site,
    { readonly key: string; readonly files: readonly ReleaseFile[] | undefined }
  >();

  constructor(node: string, target: CompileTarget) {
    this.#node = node;
    this.#target = target;
  }

  compile(spec: string, file: string, routerIds: Readonly<Record<string, number>>): Outcome {
    const key = JSON.stringify([routerIds, spec]);
    const known = this.#recent.find((one) => one.key === key && (one.file === file || file === SPEC_FILE));
    const found = known ?? { key, file, outcome: compileSpec(spec, file, routerIds, this.#target) };
    this.#recent = [found, ...this.#recent.filter((one) => one !== found)].slice(0, KEPT);
    return found.outcome;
  }

  /** This node's files for a site at `now`; undefined as `filesForNode`. */
  filesFor(site: Site, intents: Intents, now: number): readonly ReleaseFile[] | undefined {
    const force = inForce(intents, now);
    const failed = this.failed();
    const key = JSON.stringify([force.map(({ id }) => id), [...failed].toSorted()]);
    const known = this.#files.get(site);
    if (known?.key === key) return known.files;
    const files = filesForNode(site, intents, this.#node, this.#target, now, failed);
    this.#files.set(site, { key, files });
    return files;
  }
}
