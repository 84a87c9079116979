import * as z from 'zod';
import { named } from './named.ts';
import { moment, plainFault } from './shared.ts';

export const how = z.enum(['nothing', 'runtime', 'keepalived', 'reload']);

const nodeProgress = named(
  'NodeProgress',
  'How far an apply is on one node.',
  z.object({
    node: z.string(),
    stage: z.enum(['waiting', 'checked', 'applying', 'applied', 'kept', 'undone', 'skipped', 'failed']),
    how: how.optional(),
    says: z.string(),
    sessionsCut: z.number(),
    tookMs: z.number(),
  }),
);

export const applyProgress = named(
  'ApplyProgress',
  'One apply or rollback; it goes on in the daemon that took the order.',
  z.object({
    id: z.string(),
    kind: z.enum(['apply', 'rollback']),
    revision: z.number(),
    release: z.string(),
    who: z.string(),
    note: z.string(),
    startedAt: moment,
    stage: z.enum(['checking', 'applying', 'unconfirmed', 'kept', 'undoing', 'undone', 'refused', 'stuck']),
    confirmBy: moment.optional(),
    nodes: z.array(nodeProgress),
    sentence: z.string(),
    fault: plainFault.optional(),
  }),
);
