import { Fault } from '../../base/fault.ts';
import { withoutFailed } from '../../engines/nginx/failed-mark.ts';
import { compileRelease } from '../../release/compile-release.ts';
import { comparePlan } from '../../release/plan/compare-plan.ts';
import type { InForceFile } from '../../release/plan/plan.ts';
import { tidyInForce } from '../../release/plan/tidy-in-force.ts';
import type { CompileTarget, ReleaseFile } from '../../release/release.ts';
import type { Site } from '../../site/site.ts';
import type { NodeDoor } from '../api/node-door.ts';
import type { Drift, Forecast, ForecastOrder, NodeDrift, PlanAnswer } from '../api/node-service.ts';
import { specRefused } from '../apply/apply-faults.ts';
import type { ApplyPorts } from '../apply/apply-ports.ts';
import type { ApplyOrder } from '../apply/orders.ts';
import type { NodeForce } from '../in-force/open-in-force.ts';
import { compileIntents } from '../intents/compile-intents.ts';
import { inForce as force } from '../intents/in-force.ts';
import type { State } from '../state/open-state.ts';
import type { SiteView } from '../status/site-view.ts';
import type { CurrentSite } from './current-site.ts';

export interface SiteLookAround {
  readonly node: string;
  readonly state: State;
  readonly current: CurrentSite;
  readonly inForce: NodeForce;
  readonly compile: ApplyPorts['compile'];
  readonly filesFor: (site: Site) => readonly ReleaseFile[];
  readonly peers: () => ReadonlyMap<string, NodeDoor>;
  readonly view: () => Promise<SiteView>;
  readonly holders: () => Promise<SiteView['vips']>;
  readonly now: () => number;
  readonly target: CompileTarget;
}

/** Questions that need every node's files: what a spec would change, and what is unlike what was accepted. */
export class SiteLook {
  readonly #around: SiteLookAround;

  constructor(around: SiteLookAround) {
    this.#around = around;
  }

  /** This node's files in force, secrets as references. */
  async filesInForce(): Promise<readonly Pick<ReleaseFile, 'path' | 'text'>[]> {
    const { current, inForce, now } = this.#around;
    const files = await inForce.filesInForce(current.files(now()) ?? []);
    // Who is out by a node's own checks is in no release: it is no difference between what was accepted and what is wanted.
    return files.map((file) =>
      file.path === 'nginx.conf' ? { ...file, text: withoutFailed(file.text) } : file,
    );
  }

  /** @throws Fault `node/spec-refused` */
  async plan({ spec, file }: Pick<ApplyOrder, 'spec' | 'file'>): Promise<PlanAnswer> {
    const { node, state, current, compile, peers, holders: look, now } = this.#around;
    const asked = { spec, file, routerIds: state.kept.routerIds };
    // They compile while this node does.
    const others = [...peers()].map(async ([name, door]) => {
      const said = await orFault(door.forecast(asked));
      return said instanceof Fault ? [] : [[name, said.sessionsCut] as const];
    });
    const read = this.#allFiles();
    await untilSent();
    const next = compile(spec, file, state.kept.routerIds);
    if (!('release' in next)) {
      // What they answer is nobody's any more.
      void Promise.allSettled([read, ...others]);
      throw specRefused(file, next);
    }
    const { files: present, unreachable } = await read;
    const former = current.release;
    const vips = await look();
    const holders = Object.entries(vips).flatMap(([vip, { holders: seen }]) =>
      seen.length === 1 && seen[0] !== undefined ? [[vip, seen[0].node] as const] : [],
    );
    const inForce = {
      files: [...present, ...this.#presumed(unreachable)],
      site: current.site,
      holders: Object.fromEntries(holders),
    };
    const wished = compileIntents(next.site, force(state.intents, now()));
    const compiled = wished === next.site ? next : compileRelease(wished, this.#around.target);
    const files = compiled.release?.files ?? next.release.files;
    // What operators want beside the spec is in force on the nodes, and stays: on both sides of the comparison.
    const wanted = { ...next.release, files };
    const plan = comparePlan(tidyInForce(inForce, wanted, former), { site: next.site, release: wanted });
    const own = (await this.forecast(asked)).sessionsCut;
    const sessionsCut = Object.fromEntries([[node, own] as const, ...(await Promise.all(others)).flat()]);
    return { plan, etag: state.etag, sessionsCut, unreachable, warnings: next.problems ?? [] };
  }

  /** @throws Fault `node/spec-refused` */
  async forecast({ spec, file, routerIds }: ForecastOrder): Promise<Forecast> {
    const { node, compile, inForce, filesFor } = this.#around;
    const next = compile(spec, file, routerIds);
    if (!('release' in next)) throw specRefused(file, next);
    if (next.site.nodes.every(({ name }) => name !== node))
      return { how: 'nothing', sessionsCut: 0, notes: [] };
    const files = filesFor(next.site);
    inForce.prepare(files, next.site);
    return await inForce.forecast(files);
  }

  async drift(): Promise<Drift> {
    const nodes = await Promise.all([this.nodeDrift(), ...[...this.#around.peers()].map(peerDrift)]);
    return { nodes, between: differences(await this.#around.view()) };
  }

  async nodeDrift(): Promise<NodeDrift> {
    const { node, current, inForce, now } = this.#around;
    const wanted = current.files(now());
    if (wanted === undefined) return { node, why: 'this node has no usable site', files: [], runtime: [] };
    return { node, ...(await inForce.observeDrift(wanted)) };
  }

  /** Of nodes that do not answer, what was accepted and what operators want is taken for what they have. */
  #presumed(unreachable: Readonly<Record<string, string>>): readonly ReleaseFile[] {
    const { current, state, now, target } = this.#around;
    const { site, release } = current;
    if (site === undefined || Object.keys(unreachable).length === 0) return [];
    const wished = compileIntents(site, force(state.intents, now()));
    const files = (wished === site ? release : compileRelease(wished, target).release)?.files ?? [];
    return files.filter(({ node }) => node in unreachable);
  }

  async #allFiles(): Promise<{
    readonly files: InForceFile[];
    readonly unreachable: Record<string, string>;
  }> {
    const { node, peers } = this.#around;
    const files: InForceFile[] = (await this.filesInForce()).map((file) => ({ node, ...file }));
    const unreachable: Record<string, string> = {};
    await Promise.all(
      [...peers()].map(async ([name, door]) => {
        const said = await orFault(door.filesInForce());
        if (said instanceof Fault) unreachable[name] = said.message;
        else
          for (const file of said)
            files.push({ node: name, ...(file as Pick<ReleaseFile, 'path' | 'text'>) });
      }),
    );
    return { files, unreachable };
  }
}

async function peerDrift([node, door]: readonly [string, NodeDoor]): Promise<NodeDrift> {
  const said = await orFault(door.nodeDrift());
  return said instanceof Fault ? { node, why: said.message, files: [], runtime: [] } : said;
}

/** Requests that were begun leave before what is to come keeps this process busy. */
function untilSent(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function orFault<Answer>(asked: Promise<Answer>): Promise<Answer | Fault> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}

/** Nodes that have unlike revisions, or none. */
function differences({ members }: SiteView): readonly string[] {
  const known = Object.entries(members).flatMap(([node, { release }]) =>
    release === undefined ? [] : [{ node, ...release }],
  );
  const [first, ...others] = known;
  return others.flatMap(({ node, revision, digest }) => {
    if (first === undefined || (revision === first.revision && digest === first.digest)) return [];
    return [
      `${first.node} has revision ${first.revision} (${short(first.digest)}), ${node} has revision ${revision} (${short(digest)})`,
    ];
  });
}

function short(digest: string): string {
  return digest.replace('sha256:', '').slice(0, 12);
}
