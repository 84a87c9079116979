import { applyProgress } from '../schemas/apply-progress.ts';
import { askedIntent, intentOutcome } from '../schemas/intents.ts';
import { notifyOutcomes, testNotifyOrder } from '../schemas/looks.ts';
import { applyOrder, rollbackOrder, switchoverOrder, switchoverOutcome } from '../schemas/orders.ts';
import { operation } from './operation.ts';

/** What operators may ask: the site is another one afterwards. */
export const changeOperations = {
  ask: operation({
    id: 'ask',
    method: 'post',
    path: '/intents',
    right: 'change',
    summary: 'Adds an intent, here and on every node that answers.',
    body: askedIntent,
    ifMatch: true,
    answer: intentOutcome,
    serve: (service, { body, who, ifMatch }) => service.ask({ ...body, who }, ifMatch),
  }),
  apply: operation({
    id: 'apply',
    method: 'post',
    path: '/apply',
    right: 'change',
    summary: 'Begins to put a spec in force; /progress and the events say how it goes on.',
    body: applyOrder,
    ifMatch: true,
    answer: applyProgress,
    status: 202,
    serve: (service, { body, who, ifMatch }) => service.apply(body, who, ifMatch),
  }),
  rollback: operation({
    id: 'rollback',
    method: 'post',
    path: '/rollback',
    right: 'change',
    summary: 'Begins to put a former revision in force again.',
    body: rollbackOrder,
    ifMatch: true,
    answer: applyProgress,
    status: 202,
    serve: (service, { body, who, ifMatch }) => service.rollback(body, who, ifMatch),
  }),
  confirm: operation({
    id: 'confirm',
    method: 'post',
    path: '/confirm',
    right: 'change',
    summary: 'Keeps the apply that waits for it.',
    answer: applyProgress,
    serve: (service, { who }) => service.confirm(who),
  }),
  undo: operation({
    id: 'undo',
    method: 'post',
    path: '/undo',
    right: 'change',
    summary: 'Takes back the apply that is on.',
    answer: applyProgress,
    serve: (service, { who }) => service.undo(who),
  }),
  switchover: operation({
    id: 'switchover',
    method: 'post',
    path: '/switchover',
    right: 'change',
    summary: 'Moves a VIP; the answer comes when the new holder was seen alone.',
    body: switchoverOrder,
    answer: switchoverOutcome,
    serve: (service, { body, who }) => service.switchover(body, who),
  }),
  testNotify: operation({
    id: 'testNotify',
    method: 'post',
    path: '/notify/test',
    right: 'change',
    summary: 'Sends a test message.',
    body: testNotifyOrder,
    answer: notifyOutcomes,
    serve: (service, { body }) => service.testNotify(body.channel),
  }),
};
