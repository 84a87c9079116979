import * as z from 'zod';
import { isHostName, parseIp, parseIpInSubnet } from '../base/address.ts';
import { parseDuration, printDuration } from '../base/duration.ts';

/** What a field's own check found; travels through zod as the text of its message. */
export interface Finding {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

/** A finding as a zod message. */
export function say(code: string, message: string, remedy: string): string {
  return JSON.stringify({ code, message, remedy } satisfies Finding);
}

/** Reads what `say` wrote; undefined when the message is zod's own. */
export function heard(message: string): Finding | undefined {
  return message.startsWith('{"code":') ? (JSON.parse(message) as Finding) : undefined;
}

/** Shows a value in a message: quoted, and never longer than a line can bear. */
export function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** An object that knows its keys, so that an unknown one can be answered with a suggestion. */
export function fields<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? Object.keys(shape).join(' ') : undefined),
  });
}

/** A text that `accepts` judges; else the finding says what `wanted` would be. */
export function text(
  code: string,
  accepts: (value: string) => boolean,
  wanted: string,
  remedy: string,
  pattern?: string,
) {
  const schema = z.string().superRefine((value, context) => {
    if (accepts(value)) return;
    context.addIssue({ code: 'custom', message: say(code, `${quoted(value)} is not ${wanted}.`, remedy) });
  });
  return pattern === undefined ? schema : schema.meta({ pattern });
}

const NAME = '^[A-Za-z0-9][A-Za-z0-9_.\\-]{0,62}$';

/** Names end up in engines' commands and file names, where `;`, `/` or a newline would be an injection. */
export const name = text(
  'spec/bad-name',
  (value) => new RegExp(NAME, 'u').test(value) && value !== '__proto__',
  'a name',
  'use letters, digits, "_", "-" and ".", beginning with a letter or a digit, at most 63 characters.',
  NAME,
);

/** Linux allows 15 bytes. */
export const interfaceName = text(
  'spec/bad-name',
  (value) => /^[A-Za-z0-9][A-Za-z0-9_.-]{0,14}$/.test(value),
  'the name of a network interface',
  'write it as `ip link` shows it, for example eth0; at most 15 characters.',
  '^[A-Za-z0-9][A-Za-z0-9_.\\-]{0,14}$',
);

/** HAProxy's timers hold 2^31 - 1 ms, 24.8 days. */
const LONGEST_TIMER_MS = 24 * 86_400_000;

/** A text with a unit; stays as written, `milliseconds` reads it. */
export function duration(leastMs = 0, mostMs = LONGEST_TIMER_MS) {
  return z
    .string({
      error: ({ input }) =>
        typeof input === 'number'
          ? say(
              'spec/bad-duration',
              `${input} has no unit: it could be seconds or milliseconds.`,
              `write ${input}s or ${input}ms.`,
            )
          : undefined,
    })
    .superRefine((value, context) => {
      const milliseconds = parseDuration(value);
      const range = `${printDuration(leastMs)} to ${printDuration(mostMs)}`;
      if (milliseconds === undefined) {
        const bare = /^\d+(\.\d+)?$/.test(value);
        const message = bare ? `${quoted(value)} has no unit.` : `${quoted(value)} is not a duration.`;
        const remedy = bare
          ? `write ${value}s or ${value}ms.`
          : 'write a number and one of ms, s, m, h, d: 50ms, 10s, 1h.';
        context.addIssue({ code: 'custom', message: say('spec/bad-duration', message, remedy) });
      } else if (milliseconds < leastMs || milliseconds > mostMs) {
        const message = say(
          'spec/out-of-range',
          `${value} is outside ${range}.`,
          `choose a duration from ${range}.`,
        );
        context.addIssue({ code: 'custom', message });
      }
    })
    .meta({ pattern: '^\\d+(\\.\\d+)?(ms|s|m|h|d)$' });
}

/** Of a text that `duration` accepted. */
export function milliseconds(value: string): number {
  return parseDuration(value) ?? 0;
}

export function wholeNumber(least: number, most: number, what = 'a whole number') {
  return z
    .number()
    .superRefine((value, context) => {
      if (Number.isInteger(value) && value >= least && value <= most) return;
      const message = `${value} is not ${what} from ${least} to ${most}.`;
      context.addIssue({
        code: 'custom',
        message: say('spec/out-of-range', message, `choose ${what} from ${least} to ${most}.`),
      });
    })
    .meta({ type: 'integer', minimum: least, maximum: most });
}

export const port = wholeNumber(1, 65_535, 'a port');

/** `10.0.0.1`, `fd00::1`, with or without a prefix. */
export const addressMaybeInSubnet = text(
  'spec/bad-address',
  (value) => parseIp(value) !== undefined || parseIpInSubnet(value) !== undefined,
  'an IP address',
  'write an address such as 10.0.0.11, 10.0.0.11/24 or fd00::11/64 (no leading zeros, no zone).',
);

export const addressInSubnet = text(
  'spec/bad-address',
  (value) => parseIpInSubnet(value) !== undefined,
  'an IP address with the prefix of its network',
  'write an address and a prefix, for example 10.0.0.100/24 or fd00::100/64.',
);

/** `10.0.0.0/8` or a single address. */
export const network = text(
  'spec/bad-address',
  (value) => parseIp(value) !== undefined || parseIpInSubnet(value) !== undefined,
  'an address or a network',
  'write 10.0.0.0/8, fd00::/8 or a single address.',
);

/** A file on the nodes. */
export const filePath = text(
  'spec/bad-path',
  (value) => /^\/[^\s"'\\]*$/u.test(value) && value.length <= 200,
  'an absolute path',
  'write the whole path on the node, beginning with "/", without blanks, quotes or backslashes.',
);

export const hostName = text(
  'spec/bad-host',
  (value) => isHostName(value) || parseIp(value) !== undefined,
  'a host name',
  'write a name such as www.example.org, without scheme, port or wildcard.',
);

/** A path prefix in a URL. */
export const urlPath = text(
  'spec/bad-path',
  (value) => /^\/[!-~]*$/.test(value) && !/[#"'\\]/.test(value),
  'a path of a URL',
  'begin it with "/" and percent-encode blanks and characters outside ASCII.',
);

/** A word of HTTP (RFC 9110 token): header, cookie, method. */
export const httpToken = text(
  'spec/bad-token',
  (value) => /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}$/.test(value),
  'a word that HTTP allows here',
  'use letters, digits, "-" and "_" only.',
);

/** Any text of one line. */
export function line(most = 500) {
  return text(
    'spec/bad-text',
    (value) => value.length > 0 && value.length <= most,
    `a text of 1 to ${most} characters`,
    `write at least one and at most ${most} characters.`,
  );
}

/** Exactly one of two keys, in words for both that are there and for both that are missing. */
export function eitherOr(value: object, one: string, other: string): string | undefined {
  const given = [one, other].filter((key) => (value as Record<string, unknown>)[key] !== undefined);
  if (given.length === 1) return undefined;
  return given.length === 0
    ? say('spec/missing-key', `Neither "${one}" nor "${other}" is given.`, `add "${one}".`)
    : say('spec/choose-one', `"${one}" and "${other}" are both given.`, `keep one of them.`);
}
