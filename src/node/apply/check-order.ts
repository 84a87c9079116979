import type { ApplyPorts } from './apply-ports.ts';
import { compileOrder, filesOf } from './node-files.ts';
import type { Checked, TrialOrder } from './orders.ts';

/** What this node's engines say of an order; nothing is changed. @throws Fault of the spec, of an engine */
export async function checkOrder(ports: ApplyPorts, order: TrialOrder): Promise<Checked> {
  const { node, state, inForce } = ports;
  const { site, release } = compileOrder(ports, order);
  const files = filesOf(ports, site);
  await inForce.validate(files, site);
  const { how, sessionsCut, notes } = await inForce.forecast(files);
  const revision = state.current?.number ?? 0;
  return { node, release: release.digest, revision, etag: state.etag, how, sessionsCut, notes };
}
