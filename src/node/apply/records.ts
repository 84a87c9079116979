import * as z from 'zod';
import type { ApplyProgress } from './apply-progress.ts';
import type { TrialOrder } from './orders.ts';

/** What a node writes down before it puts a release on trial: `trial.json`. */
export interface TrialRecord {
  readonly version: 1;
  readonly order: TrialOrder;
  /** The files that were in force before, for a node whose former revision cannot be had. */
  readonly former: readonly { readonly path: TrialFile; readonly text: string }[];
}

/** What the coordinator writes down before any node is changed: `apply.json`. */
export interface ApplyRecord {
  readonly version: 1;
  readonly order: TrialOrder;
  readonly nodes: readonly string[];
  readonly startedAt: string;
}

type TrialFile = 'foundation.json' | 'haproxy.cfg' | 'nginx.conf' | 'keepalived.conf';

const orderSchema: z.ZodType<TrialOrder> = z.object({
  apply: z.string(),
  coordinator: z.string(),
  kind: z.enum(['apply', 'rollback']),
  revision: z.int().positive(),
  base: z.int().min(0),
  spec: z.string(),
  file: z.string(),
  release: z.string(),
  routerIds: z.record(z.string(), z.int()),
  who: z.string(),
  at: z.string(),
  note: z.string(),
  leaseMs: z.number().positive(),
});

export const trialRecordSchema: z.ZodType<TrialRecord> = z.object({
  version: z.literal(1),
  order: orderSchema,
  former: z.array(
    z.object({
      path: z.enum(['foundation.json', 'haproxy.cfg', 'keepalived.conf', 'nginx.conf']),
      text: z.string(),
    }),
  ),
});

export const applyRecordSchema: z.ZodType<ApplyRecord> = z.object({
  version: z.literal(1),
  order: orderSchema,
  nodes: z.array(z.string()),
  startedAt: z.string(),
});

/** What of a progress outlives its daemon. */
export function recordOf(order: TrialOrder, { nodes, startedAt }: ApplyProgress): ApplyRecord {
  return { version: 1, order, nodes: nodes.map(({ node }) => node), startedAt };
}
