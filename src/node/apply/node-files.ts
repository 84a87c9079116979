import { modeOf } from '../../release/digest-files.ts';
import type { ReleaseFile } from '../../release/release.ts';
import type { Site } from '../../site/site.ts';
import { releaseUnlike, specRefused } from './apply-faults.ts';
import type { ApplyPorts, CompiledSpec, NodeFile } from './apply-ports.ts';
import { currentSpec } from './current-spec.ts';
import { idleSite } from './idle-site.ts';
import type { TrialOrder } from './orders.ts';
import type { TrialRecord } from './records.ts';
import { stepBack } from './step-back.ts';

type Compiling = Pick<ApplyPorts, 'node' | 'compile' | 'filesFor' | 'state'>;

/**
 * The release of an order, as this node comes to it.
 * @throws Fault `node/spec-refused`, `node/release-unlike`
 */
export function compileOrder(ports: Compiling, order: TrialOrder): CompiledSpec {
  const compiled = ports.compile(order.spec, order.file, order.routerIds);
  if (!('release' in compiled)) throw specRefused(order.file, compiled);
  if (compiled.release.digest !== order.release)
    throw releaseUnlike(ports.node, order, compiled.release.digest);
  return compiled;
}

/** This node's files for a site, whether it is in it or not. */
export function filesOf({ node, filesFor }: Compiling, site: Site): readonly ReleaseFile[] {
  const isMember = site.nodes.some(({ name }) => name === node);
  return filesFor(isMember ? site : idleSite(site, node));
}

/** What an order's step asks of this node. */
export async function filesOfStep(
  ports: Compiling,
  order: TrialOrder,
  record: TrialRecord,
): Promise<readonly NodeFile[]> {
  const { site } = compileOrder(ports, order);
  const { step } = order;
  if (step === undefined) return filesOf(ports, site);
  const former = step.of === 'former' ? await formerSite(ports) : site;
  if (former === undefined) return formerFiles(ports, record);
  return filesOf(ports, stepBack(former, ports.node, step.without));
}

/** What was in force before a trial: the current revision with the intents of now, else what was found then. */
export async function formerFiles(ports: Compiling, record: TrialRecord): Promise<readonly NodeFile[]> {
  const site = await formerSite(ports);
  if (site !== undefined) return filesOf(ports, site);
  if (record.former.length > 0) return record.former.map((file) => ({ ...file, mode: modeOf(file.text) }));
  // This node had nothing: it goes out of the site again.
  const { site: joined } = compileOrder(ports, record.order);
  return ports.filesFor(idleSite(joined, ports.node));
}

async function formerSite(ports: Compiling): Promise<Site | undefined> {
  return (await currentSpec(ports))?.compiled.site;
}
