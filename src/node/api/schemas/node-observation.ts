import * as z from 'zod';
import { balanceView } from './balance.ts';
import { foundationStatus } from './foundation-status.ts';
import { intents } from './intents.ts';
import { named } from './named.ts';
import { moment, severity } from './shared.ts';

const seen = <Fact extends z.ZodType>(fact: Fact) =>
  z.union([z.object({ fact, atMs: z.number() }), z.object({ why: z.string() })]);

export const serverState = z.enum(['up', 'down', 'drain', 'maint', 'unknown']);

export const serverCounts = z.object({
  perSecond: z.number(),
  total: z.number(),
  failed: z.number(),
  errors: z.number(),
});

const serverFacts = z.object({
  pool: z.string(),
  server: z.string(),
  state: serverState,
  sessions: z.number(),
  lastCheck: z.string(),
  weight: z.number().optional(),
  sinceMs: z.number().optional(),
  address: z.string().optional(),
  counts: serverCounts.optional(),
});

const nginxFacts = z.object({
  active: z.number(),
  accepted: z.number(),
  handled: z.number(),
  requests: z.number(),
});

export const nodeRelease = named(
  'NodeRelease',
  'What a node has in force.',
  z.object({
    revision: z.number(),
    digest: z.string(),
    at: moment,
    who: z.string(),
    trial: z
      .object({ apply: z.string(), revision: z.number(), digest: z.string(), until: moment })
      .optional(),
    drift: z.array(z.string()),
  }),
);

export const nodeFinding = named(
  'NodeFinding',
  'What needs a person.',
  z.object({
    code: z.string(),
    about: z.string(),
    severity,
    message: z.string(),
    remedy: z.string(),
    at: moment,
  }),
);

export const daemonFacts = z.object({ pid: z.number(), startedAt: moment, version: z.string() });

export const shownCertificate = z.object({
  file: z.string(),
  services: z.array(z.string()),
  notAfter: moment.optional(),
  why: z.string().optional(),
});

export const nodeObservation = named(
  'NodeObservation',
  'What the daemon of one node knows of itself after a cycle.',
  z.object({
    version: z.literal(1),
    site: z.string(),
    node: z.string(),
    atMs: z.number(),
    daemon: daemonFacts,
    foundation: seen(foundationStatus),
    servers: seen(z.array(serverFacts)),
    nginx: seen(nginxFacts).optional(),
    checked: seen(z.array(serverFacts)).optional(),
    addresses: seen(z.array(z.string())),
    release: nodeRelease,
    intents,
    certificate: z.object({ notAfter: moment, serial: z.string() }).optional(),
    serviceCertificates: z.array(shownCertificate).optional(),
    sessions: z.record(z.string(), z.number()),
    balances: z.array(balanceView).optional(),
    findings: z.array(nodeFinding),
  }),
);
