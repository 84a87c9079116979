import type { NodeService, PlanAnswer } from '../../src/node/api/node-service.ts';
import type { ApplyProgress } from '../../src/node/apply/apply-progress.ts';
import type { JournalEvent } from '../../src/node/journal/record.ts';
import { nodeObservation } from './a-node-observation.ts';
import { PLAN_SPEC, planOf } from './a-plan.ts';
import { applyProgress, siteView } from './site-view.ts';

/** A service that does nothing but answer, for the commands that ask it: what it was told, and an apply that goes on when looked at. */
export interface StandInService {
  readonly service: NodeService;
  readonly told: unknown[];
  /** The stages of the next apply, one each time somebody looks; the last one stays. */
  stages: Partial<ApplyProgress>[];
  answer: PlanAnswer;
  /** What happens from now on, for who follows. */
  readonly happen: (event: JournalEvent) => void;
}

const REVISION = {
  number: 12,
  site: 'web-edge',
  release: `sha256:${'ab'.repeat(32)}`,
  who: 'anna',
  at: '2026-01-02T03:00:00.000Z',
  note: 'more servers',
  routerIds: {},
};

export const EVENTS: readonly JournalEvent[] = [
  { seq: 1, at: '2026-01-02T03:00:00.000Z', kind: 'applied', text: 'anna applied revision 12', fields: {} },
  {
    seq: 2,
    at: '2026-01-02T03:12:00.000Z',
    kind: 'vip-moved',
    text: 'lb1 took edge',
    fields: { vip: 'edge' },
  },
];

export function standInService(): StandInService {
  const listeners = new Set<(event: JournalEvent) => void>();
  let progress: ApplyProgress | undefined;
  const state: Omit<StandInService, 'service'> = {
    told: [],
    stages: [{ stage: 'applying' }, { stage: 'kept', sentence: 'Revision 13 is in force on lb2 and lb1.' }],
    answer: { plan: planOf(PLAN_SPEC, PLAN_SPEC), etag: '"7"', sessionsCut: {}, unreachable: {} },
    happen: (event) => {
      for (const listener of listeners) listener(event);
    },
  };
  const begin = (what: string) => (order: unknown, who: string, ifMatch?: string) => {
    state.told.push({ what, order, who, ifMatch });
    progress = applyProgress();
    return Promise.resolve(progress);
  };
  const end = (what: string, stage: ApplyProgress['stage']) => (who: string) => {
    state.told.push({ what, who });
    progress = applyProgress({ stage, sentence: `Revision 13 is ${stage}.` });
    state.stages = [{}];
    return Promise.resolve(progress);
  };
  const service: Partial<NodeService> = {
    site: 'web-edge',
    node: 'lb1',
    ready: () => Promise.resolve({ site: 'web-edge', node: 'lb1', ready: true, reasons: [] }),
    status: () => Promise.resolve(siteView({ apply: undefined })),
    observation: () => Promise.resolve(nodeObservation('lb1', true)),
    events: (from, limit) =>
      Promise.resolve(
        (from < 0 ? EVENTS.slice(from) : EVENTS.filter(({ seq }) => seq >= from)).slice(0, limit),
      ),
    async *followEvents(_from, signal) {
      const queue: JournalEvent[] = [];
      let wake = (): void => {};
      const listener = (event: JournalEvent): void => {
        queue.push(event);
        wake();
      };
      listeners.add(listener);
      signal.addEventListener('abort', () => wake(), { once: true });
      while (!signal.aborted) {
        while (queue.length > 0) yield queue.shift()!;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      listeners.delete(listener);
    },
    logs: (of, lines) => Promise.resolve(`${of} says ${lines}\n`),
    history: () =>
      Promise.resolve({ etag: '"7"', revisions: [REVISION, { ...REVISION, number: 11, note: '' }] }),
    revision: (number) => Promise.resolve({ ...REVISION, number, spec: PLAN_SPEC, files: [] }),
    drift: () =>
      Promise.resolve({
        nodes: [
          { node: 'lb1', why: undefined, files: [{ path: 'haproxy.cfg', patch: '-a\n+b\n' }], runtime: [] },
        ],
        between: [],
      }),
    plan: (order) => {
      state.told.push({ what: 'plan', order });
      return Promise.resolve(state.answer);
    },
    progress: () => {
      const [next] = state.stages;
      if (progress !== undefined && next !== undefined) progress = { ...progress, ...next };
      if (state.stages.length > 1) state.stages.shift();
      return Promise.resolve(progress);
    },
    apply: begin('apply'),
    rollback: begin('rollback'),
    confirm: end('confirm', 'kept'),
    undo: end('undo', 'undone'),
    ask: (asked) => {
      state.told.push({ what: 'ask', ...asked });
      const { wish, who, why = '', forMs } = asked;
      const until = forMs === undefined ? null : new Date(Date.now() + forMs).toISOString();
      const at = new Date().toISOString();
      const intent = { id: '1@lb1', wish, who, why, at, until, version: { counter: 1, node: 'lb1' } };
      return Promise.resolve({ intent, nodes: { lb1: 'HAProxy was told' }, later: ['lb2'] });
    },
    switchover: (order, who) => {
      state.told.push({ what: 'switchover', ...order, who });
      const sentence = 'VIP edge moved from lb1 to lb2.';
      return Promise.resolve({
        vip: order.vip,
        from: 'lb1',
        to: 'lb2',
        tookMs: 60,
        sessionsCut: 4,
        sentence,
      });
    },
    testNotify: (channel = 'pager') =>
      Promise.resolve([{ channel, kind: 'webhook', ok: false, says: 'connection refused', tookMs: 3 }]),
  };
  return Object.assign(state, { service: service as NodeService });
}
