import * as z from 'zod';
import { advertsSeen } from '../schemas/adverts-seen.ts';
import { applyProgress } from '../schemas/apply-progress.ts';
import { alive, drift, journalEvents, journalStanding, readiness } from '../schemas/looks.ts';
import { nodeObservation } from '../schemas/node-observation.ts';
import { planOrder } from '../schemas/orders.ts';
import { planAnswer } from '../schemas/plan-answer.ts';
import { history, wholeRevision } from '../schemas/revisions.ts';
import { siteView } from '../schemas/site-view.ts';
import { numberText } from './number-text.ts';
import { operation } from './operation.ts';

/** What everybody with a certificate may ask; nothing changes by it. */
export const lookOperations = {
  healthz: operation({
    id: 'healthz',
    method: 'get',
    path: '/healthz',
    atRoot: true,
    right: 'look',
    summary: 'Whether the daemon answers at all. It says nothing about the site.',
    answer: alive,
    serve: () => Promise.resolve({ alive: true } as const),
  }),
  ready: operation({
    id: 'readyz',
    method: 'get',
    path: '/readyz',
    atRoot: true,
    right: 'look',
    summary: 'Whether this node can serve: 200, or 503 with the reasons.',
    answer: readiness,
    statusOf: ({ ready }) => (ready ? 200 : 503),
    serve: (service) => service.ready(),
  }),
  metrics: operation({
    id: 'metrics',
    method: 'get',
    path: '/metrics',
    atRoot: true,
    right: 'look',
    summary: 'Figures for Prometheus.',
    answer: z.string(),
    media: 'text/plain; version=0.0.4; charset=utf-8',
    serve: (service) => service.metrics(),
  }),
  status: operation({
    id: 'status',
    method: 'get',
    path: '/status',
    right: 'look',
    summary: 'The whole site as this node sees it.',
    answer: siteView,
    serve: (service) => service.status(),
  }),
  observation: operation({
    id: 'observation',
    method: 'get',
    path: '/observation',
    right: 'look',
    summary: 'What this node knows of itself.',
    answer: nodeObservation,
    serve: (service) => service.observation(),
  }),
  adverts: operation({
    id: 'adverts',
    method: 'get',
    path: '/adverts',
    right: 'look',
    summary:
      'What Keepalived on this node tells of VRRP adverts: whose it hears, with what priority, when the last one came.',
    answer: advertsSeen,
    serve: (service) => service.adverts(),
  }),
  events: operation({
    id: 'events',
    method: 'get',
    path: '/events',
    right: 'look',
    summary:
      'What happened; with `follow=1` or `Accept: text/event-stream` as a stream of server-sent events.',
    query: z.strictObject({
      from: numberText(-1_000_000, Number.MAX_SAFE_INTEGER)
        .exactOptional()
        .describe(
          'Number of the first event; -20 = the last twenty. Default: the last hundred; of a stream: those to come.',
        ),
      limit: numberText(1, 1000)
        .exactOptional()
        .describe('At most so many; default 100. A stream has no end.'),
      follow: z.enum(['0', '1']).exactOptional().describe('1 = as a stream.'),
    }),
    answer: journalEvents,
    serve: (service, { query: { from = -100, limit = 100 } }) => service.events(from, limit),
  }),
  verifyJournal: operation({
    id: 'journal',
    method: 'get',
    path: '/journal',
    right: 'look',
    summary:
      'Whether the journal of this node is as it was written: its chain is followed through all files.',
    answer: journalStanding,
    serve: (service) => service.verifyJournal(),
  }),
  logs: operation({
    id: 'logs',
    method: 'get',
    path: '/logs/{of}',
    right: 'look',
    summary: 'The last lines of one log of this node.',
    params: z.strictObject({ of: z.enum(['foundation', 'haproxy', 'nginx', 'keepalived', 'node']) }),
    query: z.strictObject({ lines: numberText(1, 10_000).exactOptional().describe('Default 200.') }),
    answer: z.string(),
    media: 'text/plain; charset=utf-8',
    serve: (service, { params: { of }, query: { lines = 200 } }) => service.logs(of, lines),
  }),
  history: operation({
    id: 'history',
    method: 'get',
    path: '/revisions',
    right: 'look',
    summary: 'The accepted revisions. The ETag is what a change may be made conditional on with If-Match.',
    answer: history,
    etag: ({ etag }) => etag,
    serve: (service) => service.history(),
  }),
  revision: operation({
    id: 'revision',
    method: 'get',
    path: '/revisions/{number}',
    right: 'look',
    summary: 'One revision with its spec and files.',
    params: z.strictObject({ number: numberText(1, Number.MAX_SAFE_INTEGER) }),
    answer: wholeRevision,
    etag: ({ number, release }) => `"${number}-${release.replace(/[^0-9a-z]/g, '-')}"`,
    serve: (service, { params: { number } }) => service.revision(number),
  }),
  drift: operation({
    id: 'drift',
    method: 'get',
    path: '/drift',
    right: 'look',
    summary: 'What is in force unlike revision and intents say, on every node that answers.',
    answer: drift,
    serve: (service) => service.drift(),
  }),
  plan: operation({
    id: 'plan',
    method: 'post',
    path: '/plan',
    right: 'look',
    summary: 'What a spec would change. It changes nothing, so whoever may look may ask.',
    body: planOrder,
    answer: planAnswer,
    serve: (service, { body }) => service.plan(body),
  }),
  progress: operation({
    id: 'progress',
    method: 'get',
    path: '/progress',
    right: 'look',
    summary: 'The apply that is on, or the last one; 204 = none since the daemon started.',
    answer: applyProgress,
    maybe: true,
    serve: (service) => service.progress(),
  }),
};
