import type { Fault } from '../../base/fault.ts';

/** Faults with an HTTP status of their own; what is not named is a failure of the world behind the daemon, 503. */
const STATUS: Readonly<Record<string, number>> = {
  'node/bad-request': 400,
  'node/intents-unreadable': 400,
  'node/not-allowed': 403,
  'node/foreign-page': 403,
  'node/no-such-page': 404,
  'node/no-revision': 404,
  'node/unknown-node': 404,
  'node/unknown-pool': 404,
  'node/unknown-server': 404,
  'node/unknown-vip': 404,
  'node/wrong-method': 405,
  'node/apply-in-progress': 409,
  'node/holds-already': 409,
  'node/no-door': 409,
  'node/nothing-to-confirm': 409,
  'node/nothing-to-undo': 409,
  'node/revision-damaged': 409,
  'node/revision-unusable': 409,
  'node/target-unfit': 409,
  'node/two-holders': 409,
  'node/too-large': 413,
  'node/not-json': 415,
  'node/too-many-requests': 429,
  'node/bug': 500,
  'node/cannot-store': 507,
};

/** @param conditional the request named the state that it is for, with If-Match */
export function statusOfFault({ code }: Pick<Fault, 'code'>, conditional: boolean): number {
  if (code === 'node/state-changed') return conditional ? 412 : 409;
  const [room] = code.split('/');
  // Problems of the text that was sent.
  if (room === 'spec' || room === 'site') return 400;
  return STATUS[code] ?? 503;
}
