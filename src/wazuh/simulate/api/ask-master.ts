import { LinkFault } from '../cluster/cluster-link.ts';
import type { ClusterWorker } from '../cluster/cluster-worker.ts';
import { type ApiAnswer, failed } from './api-answer.ts';
import type { ApiRequest } from './api-request.ts';

const LONG_MS = 600_000;

/** A worker's API knows nothing itself: the master answers, and while it is away nobody does. */
export async function askMaster(worker: ClusterWorker, request: ApiRequest): Promise<ApiAnswer> {
  const { self, timings } = worker.node.rules;
  const timeoutMs = request.query['wait_for_complete'] === 'true' ? LONG_MS : timings.requestMs;
  try {
    return (await worker.ask('api', request, timeoutMs)) as ApiAnswer;
  } catch (error) {
    if (error instanceof LinkFault) return failed(500, error.reason === 'timeout' ? 3021 : 3023, self.name);
    throw error;
  }
}
