import * as z from 'zod';
import { intentSchema, intentsSchema, wishSchema } from '../../intents/intent.ts';
import { named } from './named.ts';

export const wish = named('Wish', 'What an operator wants other than the spec says.', wishSchema);

export const intent = named('Intent', 'A wish with its author, reason and end.', intentSchema);

export const intents = named('Intents', 'One intent a subject, sorted by subject.', intentsSchema);

export const askedIntent = named(
  'AskedIntent',
  'A wish; who asks is known from the connection.',
  z.strictObject({
    wish,
    why: z.string().max(1024).exactOptional().describe('The reason; default: none.'),
    forMs: z
      .int()
      .min(1)
      .max(10 * 366 * 86_400_000)
      .exactOptional()
      .describe('Milliseconds until it ends by itself; default: it does not.'),
  }),
);

export const intentOutcome = named(
  'IntentOutcome',
  'The intent as it was written, and what each node did about it.',
  z.object({
    intent,
    nodes: z.record(z.string(), z.string()),
    later: z.array(z.string()).describe('Nodes that did not answer: they get it when they return.'),
  }),
);
