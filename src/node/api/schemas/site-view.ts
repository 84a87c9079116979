import * as z from 'zod';
import { applyProgress } from './apply-progress.ts';
import { balanceView } from './balance.ts';
import { foundationFinding, seenState, vipStatus, vrrpVips } from './foundation-status.ts';
import { intent } from './intents.ts';
import { named } from './named.ts';
import {
  daemonFacts,
  nodeFinding,
  nodeRelease,
  serverCounts,
  serverState,
  shownCertificate,
} from './node-observation.ts';
import { moment } from './shared.ts';

const seenEngine = z.object({
  state: seenState.guest,
  pid: z.number().optional(),
  restarts: z.number(),
  reloads: z.number(),
  draining: z.number(),
  why: z.string().optional(),
});

const holder = z.object({ node: z.string(), observedBy: z.string(), ageMs: z.number() });

const seenVip = named(
  'SeenVip',
  'A VIP and the nodes that have it on an interface; one is right.',
  z.object({
    address: z.string(),
    addresses: z.array(z.string()),
    holders: z.array(holder),
    unseen: z
      .array(z.string())
      .optional()
      .describe('Nodes of which nobody knows now whether they have it. Default: none.'),
    formerly: z.array(holder).optional().describe('What is too old to count: shown, no proof.'),
    lastHolder: z.string().optional().describe('The last node that was known to hold it alone.'),
  }),
);

const seenNode = named(
  'SeenNode',
  'What is seen of a node now.',
  z.object({
    foundation: z.object({
      state: seenState.foundation,
      pid: z.number().optional(),
      listeners: z.number(),
      why: z.string().optional(),
    }),
    guests: z.object({
      haproxy: seenEngine,
      nginx: seenEngine.optional(),
      keepalived: z.object({
        state: seenState.guest,
        pid: z.number().optional(),
        restarts: z.number(),
        vips: vrrpVips,
      }),
    }),
    vips: z.record(z.string(), vipStatus),
    findings: z.array(foundationFinding),
  }),
);

const serverSight = z.object({ state: serverState, sessions: z.number(), lastCheck: z.string() });

const seenServer = named(
  'SeenServer',
  'A server as the holder of its VIP sees it, and as each node does.',
  serverSight.extend({
    address: z.string(),
    counts: serverCounts
      .optional()
      .describe('What the holder counted of it, in requests or sessions. Default: nobody counts.'),
    observations: z.array(
      serverSight.extend({ node: z.string(), ageMs: z.number(), sinceMs: z.number().optional() }),
    ),
  }),
);

const nodeStanding = named(
  'NodeStanding',
  'A node as the daemon that speaks knows it.',
  z.object({
    reachable: z.boolean(),
    ageMs: z.number().optional(),
    why: z.string().optional(),
    daemon: daemonFacts.optional(),
    release: nodeRelease.optional(),
    certificate: z.object({ notAfter: moment, daysLeft: z.number() }).optional(),
    serviceCertificates: z.array(shownCertificate).optional(),
    paused: z.object({ who: z.string(), why: z.string(), until: moment.nullable() }).optional(),
  }),
);

export const siteView = named(
  'SiteView',
  'The whole site as the daemon of one node sees it, with the age of each observation.',
  z.object({
    site: z.string(),
    observedAt: moment,
    vips: z.record(z.string(), seenVip),
    nodes: z.record(z.string(), seenNode),
    pools: z.record(z.string(), z.object({ servers: z.record(z.string(), seenServer) })),
    seenBy: z.string(),
    verdict: z.enum(['serving', 'degraded', 'down', 'unknown']),
    sentence: z.string(),
    redundancy: z.object({
      level: z.enum(['full', 'degraded', 'none', 'unknown']),
      reasons: z.array(z.string()),
    }),
    holderSince: z.record(z.string(), moment),
    members: z.record(z.string(), nodeStanding),
    intents: z.array(intent.safeExtend({ idle: z.boolean() })),
    apply: applyProgress.optional(),
    balances: z.array(balanceView).optional(),
    findings: z.array(nodeFinding.extend({ node: z.string() })),
  }),
);
