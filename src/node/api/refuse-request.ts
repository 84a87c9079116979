import { Fault } from '../../base/fault.ts';
import { bug } from './api-faults.ts';
import type { AppGround } from './build-app.ts';
import { statusOfFault } from './fault-status.ts';
import { PROBLEM_MEDIA, problemOf } from './problem-json.ts';
import { CallerGone } from './read-json-body.ts';
import type { Asking } from './serve-operation.ts';

/** Statuses of refusals that somebody may do harm with: counted and told. */
const TOLD: Readonly<Record<number, readonly [reason: string, words: string]>> = {
  403: ['foreign-page', 'a page of another site sent it'],
  413: ['too-large', 'its body was too large'],
  415: ['not-json', 'its body was no JSON'],
};

/** Answers a request that failed: a Fault as it is, anything else as a mistake of ours, told in the log alone. */
export async function refuseRequest(ground: AppGround, asking: Asking, error: unknown): Promise<Response> {
  const { incoming } = asking.env;
  if (error instanceof CallerGone) return asking.body(null, 400);
  if (!(error instanceof Fault)) ground.onBug(error, `${asking.req.method} ${asking.req.path}`);
  const fault = error instanceof Fault ? error : bug();
  const status = statusOfFault(fault, incoming.headers['if-match'] !== undefined);
  const [reason, words] = TOLD[status] ?? [];
  if (reason !== undefined && fault.code !== 'node/not-allowed') {
    ground.refusals.add(reason, `${words}`, incoming.socket.remoteAddress ?? 'unix');
  }
  const etag = status === 412 ? await etagNow(ground) : undefined;
  ground.counters.countAnswered('refused', status);
  return asking.body(JSON.stringify(problemOf(fault, status, etag)), status as 400, {
    'content-type': PROBLEM_MEDIA,
    'cache-control': 'no-store',
    ...(etag !== undefined && { etag }),
    ...((status === 429 || status === 503) && { 'retry-after': '5' }),
    // What is left of a body that was refused is not read.
    ...(!incoming.complete && { connection: 'close' }),
  });
}

/** So that whoever was too late can look at what is now, and try again. */
async function etagNow({ service }: AppGround): Promise<string | undefined> {
  try {
    return (await service.history()).etag;
  } catch {
    return undefined;
  }
}
