import * as z from 'zod';
import { duration, fields, quoted, say, wholeNumber } from './fields.ts';

/** A text with its unit; a bare number is answered as any other value that has none. */
function withUnit(
  code: string,
  accepts: (value: string) => boolean,
  wanted: string,
  remedy: string,
  pattern: string,
) {
  const wrong = (value: unknown) => say(code, `${quoted(value)} is not ${wanted}.`, remedy);
  return z
    .string({ error: ({ input }) => (typeof input === 'number' ? wrong(input) : undefined) })
    .superRefine((value, context) => {
      if (!accepts(value)) context.addIssue({ code: 'custom', message: wrong(value) });
    })
    .meta({ pattern });
}

/** Stays as written, `shareOf` reads it. */
const share = withUnit(
  'spec/bad-share',
  (value) => shareOf(value) > 0 && shareOf(value) <= 1,
  'a part of the whole',
  'write a number above 0 and up to 100 with "%": 10%.',
  '^\\d+(\\.\\d+)?%$',
);

/** Stays as written, `perSecond` reads it. */
const rate = withUnit(
  'spec/bad-rate',
  (value) => value === 'unlimited' || perSecond(value) !== undefined,
  'a rate',
  'write how many a second, such as 100/s, or unlimited.',
  '^([1-9]\\d{0,5}/s|unlimited)$',
);

const details = fields({
  mode: z.enum(['off', 'suggest', 'on']).default('on').meta({
    description:
      'on: sessions are moved when the spread leaves the tolerance. suggest: it is planned and told, and an operator says when. off: only what an operator asks for. Default: on.',
  }),
  tolerance: share.default('10%').meta({
    description: 'How far a server may be from its share before anything is done. Default: 10%.',
  }),
  rate: rate
    .default('100/s')
    .meta({ description: 'Sessions moved a second at most, or unlimited. Default: 100/s.' }),
  chunk: wholeNumber(1, 100_000).default(100).meta({
    description: 'Sessions moved at once; the counts are looked at before the next ones. Default: 100.',
  }),
  settle: duration(0, 3_600_000).default('5s').meta({
    description: 'How long the counts must be quiet before anything begins, and after it. Default: 5s.',
  }),
  cooldown: duration().default('10m').meta({
    description: 'A client that was moved is left alone for so long. Default: 10m.',
  }),
  maxShare: share.default('5%').meta({
    description: "Part of the pool's sessions that may be on the move at one time. Default: 5%.",
  }),
});

/** Long-lived sessions are kept evenly spread over the servers of a pool. */
export const rebalance = z.union([z.boolean(), details]);

/** What `rebalance: true` stands for. */
export const USUAL_REBALANCE = details.parse({});

/** Of a text that the schema accepted: 0.1 of `10%`. */
export function shareOf(text: string): number {
  return /^\d+(\.\d+)?%$/.test(text) ? Number(text.slice(0, -1)) / 100 : 0;
}

/** Of a text that the schema accepted; undefined = unlimited. */
export function perSecond(text: string): number | undefined {
  const digits = /^([1-9]\d{0,5})\/s$/.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
