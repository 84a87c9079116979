import type { PlanAnswer } from '../../node/api/node-service.ts';
import { counted } from '../look/seen-words.ts';
import { paint } from '../paint.ts';
import { printPlan } from '../print-plan.ts';

/** A plan as the site's daemons see it: what changes, whose sessions it ends, and which nodes nothing is known of. */
export function printAnswer(answer: PlanAnswer, { colour }: { readonly colour: boolean }): string {
  const ink = paint(colour);
  const cut = cutWords(answer);
  const missing = Object.entries(answer.unreachable);
  const tail = [
    ...(answer.plan.files.length === 0
      ? []
      : [cut === '' ? 'It ends no session.' : ink.warn(`It ends ${cut}.`)]),
    ...missing.map(([node, why]) =>
      ink.bad(`${node} is not in this plan, because it does not answer: ${why}`),
    ),
  ];
  const text = printPlan(answer.plan, { colour });
  return tail.length === 0 ? text : `${text}\n${tail.join('\n')}\n`;
}

/** `12 sessions on lb1, 1 session on lb2`; empty = none. */
export function cutWords({ sessionsCut }: Pick<PlanAnswer, 'sessionsCut'>): string {
  return Object.entries(sessionsCut)
    .filter(([, count]) => count > 0)
    .map(([node, count]) => `${counted(count, 'session')} on ${node}`)
    .join(', ');
}
