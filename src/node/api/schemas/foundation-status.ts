import * as z from 'zod';
import { named } from './named.ts';
import { moment, severity } from './shared.ts';

export const guestState = z.enum(['starting', 'running', 'silent', 'waiting', 'stopped', 'unused']);

const engineGuest = z.object({
  state: guestState,
  pid: z.number().optional(),
  restarts: z.number(),
  reloads: z.number(),
  draining: z.number(),
  old: z.array(z.object({ pid: z.number(), sessions: z.number().optional() })),
});

const foundationState = z.enum(['starting', 'running', 'stopping']);

export const vrrpVips = z.record(
  z.string(),
  z.object({ role: z.enum(['MASTER', 'BACKUP', 'FAULT', 'unknown']), priority: z.number().optional() }),
);

export const foundationFinding = z.object({
  code: z.string(),
  severity,
  message: z.string(),
  remedy: z.string(),
  at: moment,
});

export const vipStatus = z.object({
  here: z.boolean(),
  since: moment.optional(),
  ageMs: z.number(),
  healthy: z.boolean(),
  reason: z.string().optional(),
  weight: z.number(),
});

export const foundationStatus = named(
  'FoundationStatus',
  'What the foundation of a node observed.',
  z.object({
    version: z.literal(1),
    site: z.string(),
    node: z.string(),
    pid: z.number(),
    startedAt: moment,
    state: foundationState,
    listeners: z.array(z.object({ name: z.string(), address: z.string(), port: z.number() })),
    guests: z.object({
      haproxy: engineGuest,
      nginx: engineGuest.optional(),
      keepalived: z.object({
        state: guestState,
        pid: z.number().optional(),
        restarts: z.number(),
        vips: vrrpVips,
      }),
    }),
    vips: z.record(z.string(), vipStatus),
    findings: z.array(foundationFinding),
  }),
);

/** Where the foundation, or a guest, may also not have been seen. */
export const seenState = {
  foundation: foundationState.or(z.literal('unknown')),
  guest: guestState.or(z.literal('unknown')),
};
