import type { ApplyPorts } from './apply-ports.ts';
import { ignoreFault } from './fault-of.ts';
import type { TrialOrder } from './orders.ts';

/** The first peer that says that it has accepted the order's revision with the order's release. */
export async function whoAccepted(
  { compile, peers }: Pick<ApplyPorts, 'compile' | 'peers'>,
  order: TrialOrder,
): Promise<string | undefined> {
  // A node that joins knows its peers from the order alone.
  const compiled = compile(order.spec, order.file, order.routerIds);
  const doors = peers('site' in compiled ? compiled.site : undefined);
  const answers = await Promise.all(
    [...doors].map(async ([node, door]) => {
      const { revisions } = (await door.history().catch(ignoreFault)) ?? { revisions: [] };
      const has = revisions.some(
        ({ number, release }) => number === order.revision && release === order.release,
      );
      return has ? node : undefined;
    }),
  );
  return answers.find((node) => node !== undefined);
}
