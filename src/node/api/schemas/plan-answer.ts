import * as z from 'zod';
import { named } from './named.ts';

const impact = z.enum(['none', 'runtime', 'new-listener', 'reload', 'vip-moves', 'vip-interrupted']);

const filePath = z.enum(['foundation.json', 'haproxy.cfg', 'keepalived.conf', 'nginx.conf']);

const specPlace = z.object({ origin: z.string(), path: z.string(), line: z.number(), column: z.number() });

const plannedChange = named(
  'PlannedChange',
  'One change in the words of the site, with its impact and the lines that it changes.',
  z.object({
    impact,
    text: z.string(),
    reason: z.string().optional(),
    nodes: z.array(z.string()),
    origin: specPlace.optional(),
    lines: z.array(
      z.object({ node: z.string(), path: filePath, side: z.enum(['before', 'after']), line: z.number() }),
    ),
  }),
);

const fileDiff = named(
  'FileDiff',
  'A file that would differ, as a unified diff.',
  z.object({
    node: z.string(),
    path: filePath,
    impact,
    patch: z.string(),
    hunks: z.array(
      z.object({
        head: z.string(),
        lines: z.array(
          z.object({
            sign: z.enum([' ', '+', '-']),
            text: z.string(),
            before: z.number().optional(),
            after: z.number().optional(),
            origin: specPlace.optional(),
          }),
        ),
      }),
    ),
  }),
);

const problem = named(
  'Problem',
  'Something about the spec, and what to do about it.',
  z.object({
    code: z.string(),
    severity: z.enum(['error', 'warning', 'info']),
    message: z.string(),
    path: z.string(),
    line: z.number(),
    column: z.number(),
    remedy: z.string(),
  }),
);

export const planAnswer = named(
  'PlanAnswer',
  'What a spec would change of what is in force.',
  z.object({
    plan: z.object({
      site: z.string(),
      impact,
      before: z.string(),
      after: z.string(),
      changes: z.array(plannedChange),
      files: z.array(fileDiff),
    }),
    etag: z.string(),
    sessionsCut: z.record(z.string(), z.number()),
    unreachable: z.record(z.string(), z.string()),
    warnings: z.array(problem).optional(),
  }),
);
