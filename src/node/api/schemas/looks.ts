import * as z from 'zod';
import { named } from './named.ts';
import { moment } from './shared.ts';

export const readiness = named(
  'Readiness',
  'Who answers, and whether the foundation answers and its guests run.',
  z.object({ site: z.string(), node: z.string(), ready: z.boolean(), reasons: z.array(z.string()) }),
);

export const alive = named('Alive', 'The process answers.', z.object({ alive: z.literal(true) }));

export const journalEvent = named(
  'JournalEvent',
  'Something that happened on the node.',
  z.object({
    seq: z.number(),
    at: moment,
    kind: z.string(),
    text: z.string(),
    fields: z.record(z.string(), z.unknown()),
  }),
);

export const journalEvents = named('JournalEvents', 'Events, the oldest first.', z.array(journalEvent));

export const nodeDrift = named(
  'NodeDrift',
  'What is in force on one node unlike revision and intents say.',
  z.object({
    node: z.string(),
    why: z.string().optional(),
    files: z.array(z.object({ path: z.string(), patch: z.string() })),
    runtime: z.array(z.string()),
  }),
);

export const journalStanding = named(
  'JournalStanding',
  'Whether the journal of this node is as it was written.',
  z.object({
    records: z.number(),
    broken: z.array(z.object({ file: z.string(), line: z.number(), message: z.string() })),
    last: z.object({ seq: z.number(), hash: z.string() }),
    trouble: z.string().optional(),
  }),
);

export const drift = named(
  'Drift',
  'What is in force on all nodes unlike revision and intents say.',
  z.object({
    nodes: z.array(nodeDrift),
    between: z.array(z.string()),
  }),
);

export const filesInForce = named(
  'FilesInForce',
  'The files that are in force on a node; secrets are references.',
  z.array(z.object({ path: z.string(), text: z.string() })),
);

export const testNotifyOrder = named(
  'TestNotifyOrder',
  'The channel that gets a test message.',
  z.strictObject({ channel: z.string().max(128).exactOptional().describe('Default: every channel.') }),
);

export const notifyOutcomes = named(
  'NotifyOutcomes',
  'What came of a test message, by channel.',
  z.array(
    z.object({
      channel: z.string(),
      kind: z.enum(['webhook', 'slack', 'pagerduty', 'email', 'command']),
      ok: z.boolean(),
      says: z.string(),
      tookMs: z.number(),
    }),
  ),
);
