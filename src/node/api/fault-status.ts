import type { Fault } from '../../base/fault.ts';

/** What follows `node/` → HTTP status; what is not named is a failure of the world behind the daemon, 503. */
const STATUS: Readonly<Record<string, number>> = {
  'bad-request': 400,
  'intents-unreadable': 400,
  'spec-refused': 400,
  'not-allowed': 403,
  'foreign-page': 403,
  'no-such-page': 404,
  'no-revision': 404,
  'no-such-channel': 404,
  'unknown-node': 404,
  'unknown-pool': 404,
  'unknown-server': 404,
  'unknown-vip': 404,
  'wrong-method': 405,
  'apply-in-progress': 409,
  'doors-move': 409,
  'holds-already': 409,
  'no-door': 409,
  'no-site': 409,
  'no-spec': 409,
  'no-trial': 409,
  'not-a-member': 409,
  'nothing-to-confirm': 409,
  'nothing-to-undo': 409,
  'partial-would-split': 409,
  'plan-outdated': 409,
  'release-unlike': 409,
  'revision-damaged': 409,
  'revision-unusable': 409,
  'target-unfit': 409,
  'two-holders': 409,
  'too-large': 413,
  'not-json': 415,
  'too-many-requests': 429,
  bug: 500,
  'cannot-store': 507,
};

/** @param conditional the request named the state that it is for, with If-Match */
export function statusOfFault({ code }: Pick<Fault, 'code'>, conditional: boolean): number {
  if (code === 'node/state-changed') return conditional ? 412 : 409;
  const [room = '', what = ''] = code.split('/');
  if (room === 'balance') return 409;
  // Problems of the text that was sent.
  if (room === 'spec' || room === 'site') return 400;
  return (room === 'node' ? STATUS[what] : undefined) ?? 503;
}
