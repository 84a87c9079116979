import * as z from 'zod';
import { duration, fields, hostName, httpToken, line, say, urlPath, wholeNumber } from './fields.ts';

const KINDS = ['tcp', 'http', 'tls', 'send'] as const;

const details = fields({
  tcp: z
    .literal(true)
    .optional()
    .meta({ description: 'The server accepts a connection. This is the default.' }),
  http: urlPath.optional().meta({ description: 'The server answers a request for this path.' }),
  tls: z.literal(true).optional().meta({ description: 'The server completes a TLS handshake.' }),
  send: line()
    .optional()
    .meta({ description: 'Bytes to send first; the escapes \\r \\n \\t \\\\ and \\xHH are understood.' }),
  method: httpToken.optional().meta({ description: 'Method of the http check. Default: GET.' }),
  host: hostName.optional().meta({ description: 'Host header of the http check. Default: none.' }),
  expect: z
    .union([wholeNumber(100, 599, 'an HTTP status'), line()])
    .optional()
    .meta({
      description:
        'http: a status (200), statuses ("200,301-302") or a text that the body holds. send: bytes that the answer holds, with the same escapes. Default: http 200-399; send: any.',
    }),
  every: duration(100).default('2s').meta({ description: 'Time between two checks. Default: 2s.' }),
  fall: wholeNumber(1, 100)
    .default(3)
    .meta({ description: 'Failures in a row that take a server out. Default: 3.' }),
  rise: wholeNumber(1, 100)
    .default(2)
    .meta({ description: 'Successes in a row that bring it back. Default: 2.' }),
  timeout: duration(10)
    .optional()
    .meta({ description: 'How long one check may take. Default: `every`, at most 5s.' }),
}).superRefine((value, context) => {
  const fail = (message: string) => context.addIssue({ code: 'custom', message });
  const kinds = KINDS.filter((kind) => value[kind] !== undefined);
  if (kinds.length > 1) {
    fail(
      say(
        'spec/choose-one',
        `A check is of one kind, but "${kinds.join('" and "')}" are given.`,
        'keep one of them.',
      ),
    );
    return;
  }
  for (const key of ['method', 'host'] as const) {
    if (value[key] !== undefined && value.http === undefined) {
      fail(
        say('spec/check-kind', `"${key}" belongs to an http check.`, `add "http: /path" or remove "${key}".`),
      );
    }
  }
  if (value.expect !== undefined && (value.tcp !== undefined || value.tls !== undefined)) {
    fail(
      say(
        'spec/check-kind',
        '"expect" belongs to a check by "http" or "send".',
        'remove "expect" or the other kind.',
      ),
    );
  }
  if (typeof value.expect === 'number' && value.http === undefined) {
    fail(
      say(
        'spec/check-kind',
        `${value.expect} is a status, but this is no http check.`,
        'add "http: /path", or write the bytes as a text in quotes.',
      ),
    );
  }
});

/** How a server shows that it lives. */
export const check = z.union([z.enum(['tcp', 'tls']), z.literal(false), details]);
