import type { IntentOutcome } from '../../src/node/api/node-service.ts';
import type { Wish } from '../../src/node/intents/intent.ts';
import type { ActFields } from './act.ts';
import { apiOf, ask } from './ask.ts';

/** Asks all nodes for something, and says what each did about it. */
export function wish(wanted: Wish) {
  return async ({ reason, forMs }: Pick<ActFields, 'reason' | 'forMs'>): Promise<string> => {
    const { nodes, later } = await ask<IntentOutcome>(`${apiOf()}/intents`, {
      wish: wanted,
      ...(reason === '' ? {} : { why: reason }),
      ...(forMs === undefined ? {} : { forMs }),
    });
    const done = Object.entries(nodes).map(([node, sentence]) => `${node}: ${sentence}`);
    return [...done, ...later.map((node) => `${node} does not answer and gets this when it returns`)].join(
      ' · ',
    );
  };
}
