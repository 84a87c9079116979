import * as z from 'zod';
import { intents } from '../schemas/intents.ts';
import { filesInForce, nodeDrift } from '../schemas/looks.ts';
import { named } from '../schemas/named.ts';
import { checked, forced, forecast, forecastOrder, trialOrder } from '../schemas/orders.ts';
import { revision } from '../schemas/revisions.ts';
import { nameText } from '../schemas/shared.ts';
import { operation } from './operation.ts';

const bonusOrder = named(
  'BonusOrder',
  'The weight of the holder of a VIP for this node: true gives it, false takes it, null leaves it to the rule.',
  z.object({ vip: nameText, value: z.boolean().nullable() }),
);

const trial = z.strictObject({ apply: nameText });

/** What the nodes of a site ask each other. */
export const peerOperations = {
  mergeIntents: operation({
    id: 'mergeIntents',
    method: 'put',
    path: '/peer/intents',
    right: 'peer',
    summary: 'Merges the intents of a peer into those of this node, and answers with the result.',
    body: intents,
    answer: intents,
    serve: (service, { body }) => service.mergeIntents(body),
  }),
  nodeDrift: operation({
    id: 'nodeDrift',
    method: 'get',
    path: '/peer/drift',
    right: 'look',
    summary: 'What is in force on this node unlike revision and intents say.',
    answer: nodeDrift,
    serve: (service) => service.nodeDrift(),
  }),
  forecast: operation({
    id: 'forecast',
    method: 'post',
    path: '/peer/forecast',
    right: 'look',
    summary: 'How this node would put a spec in force; no engine is asked, nothing is changed.',
    body: forecastOrder,
    answer: forecast,
    serve: (service, { body }) => service.forecast(body),
  }),
  check: operation({
    id: 'check',
    method: 'post',
    path: '/peer/check',
    right: 'peer',
    summary: 'Compiles, and asks the engines; nothing is changed.',
    body: trialOrder,
    answer: checked,
    serve: (service, { body }) => service.check(body),
  }),
  startTrial: operation({
    id: 'startTrial',
    method: 'post',
    path: '/peer/trials',
    right: 'peer',
    summary: 'Puts a release in force on trial; it ends by itself when the coordinator is silent.',
    body: trialOrder,
    answer: forced,
    serve: (service, { body }) => service.startTrial(body),
  }),
  renewTrial: operation({
    id: 'renewTrial',
    method: 'post',
    path: '/peer/trials/{apply}/renew',
    right: 'peer',
    summary: 'The coordinator is alive: the lease begins anew.',
    params: trial,
    serve: (service, { params: { apply } }) => service.renewTrial(apply),
  }),
  keepTrial: operation({
    id: 'keepTrial',
    method: 'post',
    path: '/peer/trials/{apply}/keep',
    right: 'peer',
    summary: 'The release on trial becomes the current revision.',
    params: trial,
    answer: revision,
    serve: (service, { params: { apply } }) => service.keepTrial(apply),
  }),
  undoTrial: operation({
    id: 'undoTrial',
    method: 'post',
    path: '/peer/trials/{apply}/undo',
    right: 'peer',
    summary: 'The former release is put back in force.',
    params: trial,
    serve: (service, { params: { apply } }) => service.undoTrial(apply),
  }),
  filesInForce: operation({
    id: 'filesInForce',
    method: 'get',
    path: '/peer/files',
    right: 'peer',
    summary: 'The files that are in force on this node.',
    answer: filesInForce,
    serve: (service) => service.filesInForce(),
  }),
  setBonus: operation({
    id: 'setBonus',
    method: 'post',
    path: '/peer/bonus',
    right: 'peer',
    summary: 'Gives this node the weight of a holder, takes it, or leaves it to the rule.',
    body: bonusOrder,
    serve: (service, { body: { vip, value } }) => service.setBonus(vip, value),
  }),
};
