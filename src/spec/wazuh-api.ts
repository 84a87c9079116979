import * as z from 'zod';
import { parseIp } from '../base/address.ts';
import { fields, filePath, quoted, say, text, wholeNumber } from './fields.ts';
import { splitHostAndPort } from './notify-fields.ts';
import { secret } from './secret.ts';
import { managersService, switched } from './wazuh-services.ts';

/** Of the 300 that one API answers a minute for all its clients together: a quarter, the dashboard needs the rest. */
const REQUESTS_PER_MINUTE = 75;

const HOW = 'write https://HOST or https://HOST:PORT, nothing behind it.';

/** The password goes with every login, so nothing but https is spoken. A URL with a password is never repeated. */
const url = z
  .string()
  .superRefine((value, context) => {
    if (wazuhUrl(value) !== undefined) return;
    const message = value.includes('@')
      ? say(
          'spec/secret-in-clear',
          'The URL has a user or a password in it.',
          `put them under "user" and "password"; ${HOW}`,
        )
      : value.startsWith('http:')
        ? say(
            'spec/password-in-clear',
            `${quoted(value)} is not encrypted, and the password would travel in clear.`,
            'write https://; the API of Wazuh speaks it by default.',
          )
        : say('spec/bad-url', `${quoted(value)} is not the URL of a Wazuh API.`, HOW);
    context.addIssue({ code: 'custom', message });
  })
  .meta({ pattern: '^https://' });

const fingerprint = text(
  'spec/bad-fingerprint',
  (value) => /^[0-9a-f]{64}$/.test(plainFingerprint(value)),
  'the SHA-256 fingerprint of a certificate',
  'write 64 hex digits, with or without ":" between pairs, as `openssl x509 -noout -fingerprint -sha256` prints them.',
);

const client = fields({
  urls: z.array(url).min(1).optional().meta({
    description:
      'Where the API is asked, https://HOST:PORT (55000 if none is given); tried in turn. Default: it is not asked.',
  }),
  user: text(
    'spec/bad-text',
    (value) => /^[^\s:\p{Cc}]{1,64}$/u.test(value),
    'a user name',
    'write 1 to 64 characters without blanks and ":".',
  )
    .optional()
    .meta({ description: 'Who asks; the role needs cluster:read, agent:read and agent:reconnect.' }),
  password: secret
    .optional()
    .meta({ description: 'Reference to the password: { env: NAME } or { file: PATH }.' }),
  ca: filePath.optional().meta({
    description:
      "File on the nodes with the CA that signed the API's certificate. Default: the distribution's CAs.",
  }),
  fingerprint: fingerprint.optional().meta({
    description:
      "SHA-256 fingerprint of the API's own certificate, for one that signed itself; instead of `ca`.",
  }),
  requestsPerMinute: wholeNumber(1, 300)
    .default(REQUESTS_PER_MINUTE)
    .meta({
      description: `Requests a minute at most, of the 300 that all clients of the API share. Default: ${REQUESTS_PER_MINUTE}.`,
    }),
  service: switched(managersService(55_000)).default(true).meta({
    description: 'The API on the VIPs: the master, and the others when it is down. Default: true.',
  }),
}).superRefine((value, context) => {
  const fail = (message: string) => context.addIssue({ code: 'custom', message });
  const needed = ['urls', 'user', 'password'] as const;
  const given = needed.filter((key) => value[key] !== undefined);
  for (const key of needed) {
    if (given.length === 0 || value[key] !== undefined) continue;
    fail(say('spec/missing-key', `"${given[0]}" is given without "${key}".`, `add "${key}:".`));
  }
  if (value.ca !== undefined && value.fingerprint !== undefined) {
    fail(say('spec/choose-one', '"ca" and "fingerprint" are both given.', 'keep one of them.'));
  }
});

/** Asked as a client and, by `service`, reached through the VIPs; true and false are about the service alone. */
export const wazuhApi = z.union([z.boolean(), client]);

/** The canonical `https://HOST:PORT`; undefined when it is something else. */
export function wazuhUrl(text: string): string | undefined {
  const target = /^https:\/\/([^/?#@\s]{1,300})\/?$/.exec(text)?.[1];
  const split = target === undefined ? undefined : splitHostAndPort(target);
  if (split === undefined) return undefined;
  const ip = parseIp(split.host);
  const host = ip === undefined ? split.host.toLowerCase() : ip.address;
  return `https://${ip?.family === 6 ? `[${host}]` : host}:${split.port ?? 55_000}`;
}

/** 64 hex digits in lower case, if it is a fingerprint. */
export function plainFingerprint(text: string): string {
  return text
    .replace(/^sha256:/i, '')
    .replaceAll(':', '')
    .toLowerCase();
}
