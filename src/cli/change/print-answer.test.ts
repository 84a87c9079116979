import assert from 'node:assert/strict';
import { it } from 'node:test';
import { PLAN_SPEC, planOf } from '../../../tests/support/a-plan.ts';
import type { PlanAnswer } from '../../node/api/node-service.ts';
import { printAnswer } from './print-answer.ts';

const answer = (after: string, change: Partial<PlanAnswer> = {}): PlanAnswer => ({
  plan: planOf(PLAN_SPEC, after),
  etag: '"1"',
  sessionsCut: {},
  unreachable: {},
  ...change,
});
const print = (one: PlanAnswer) => printAnswer(one, { colour: false });
const NEXT = PLAN_SPEC.replace('weight: 2', 'weight: 3');

it('says below the plan whose sessions it ends, or that it ends none', () => {
  assert.match(
    print(answer(NEXT, { sessionsCut: { lb1: 12, lb2: 1, lb3: 0 } })),
    /\n\nIt ends 12 sessions on lb1, 1 session on lb2\.\n$/,
  );
  assert.match(print(answer(NEXT)), /\n\nIt ends no session\.\n$/);
});

it('names the nodes of which nothing is known', () => {
  assert.match(
    print(answer(NEXT, { unreachable: { lb2: 'connection refused' } })),
    /^lb2 is not in this plan, because it does not answer: connection refused$/m,
  );
});

it('is one sentence when there is nothing to do', () => {
  assert.match(print(answer(PLAN_SPEC)), /^web-edge: nothing to do; \S+ is in force\.\n$/);
});
