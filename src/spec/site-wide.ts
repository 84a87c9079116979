import * as z from 'zod';
import { fields, filePath, port, text } from './fields.ts';
import { secret } from './secret.ts';

export const stats = fields({
  listen: port.meta({ description: "Port on each node's own addresses; never on a VIP." }),
  user: text(
    'spec/bad-text',
    (value) => /^[A-Za-z0-9_.@-]{1,64}$/.test(value),
    'a user name',
    'use letters, digits, "_", ".", "@" and "-".',
  ).meta({ description: 'Who may look.' }),
  password: secret.meta({ description: 'Reference to the password: { env: NAME } or { file: PATH }.' }),
});

/** Above the ports that services usually have, and below those that the kernel gives to clients (32768). */
export const API_PORT = 7443;

export const api = fields({
  port: port.default(API_PORT).meta({
    description: `Port on each node's own first address where the nodes talk to each other and operators to them, with certificates on both sides. Default: ${API_PORT}.`,
  }),
});

const FACILITIES = [
  'kern user mail daemon auth syslog lpr news uucp cron auth2 ftp ntp audit alert cron2',
  'local0 local1 local2 local3 local4 local5 local6 local7',
].join(' ');

const address = text(
  'spec/bad-log',
  (value) =>
    /^(\/[^\s"'\\]{1,95}|stdout|stderr|[A-Za-z0-9_.-]+(:\d{1,5})?|(udp|ipv4)@[A-Za-z0-9_.-]+(:\d{1,5})?|(ipv6@)?\[?[0-9a-fA-F:]+\]?:\d{1,5})$/u.test(
      value,
    ),
  'a log target',
  'write /dev/log, 127.0.0.1:514, stdout or stderr.',
);

export const log = z.union([
  address,
  fields({
    address: address.meta({ description: "Where HAProxy's log goes: /dev/log, 127.0.0.1:514, stdout." }),
    facility: z
      .enum(FACILITIES.split(' ') as [string, ...string[]])
      .default('local0')
      .meta({ description: 'Syslog facility. Default: local0.' }),
  }),
]);

/** HAProxy replaces the answers of these statuses only (errorfile in its configuration manual). */
const STATUSES = [
  200, 400, 401, 403, 404, 405, 407, 408, 410, 413, 425, 429, 500, 501, 502, 503, 504,
] as const;

const page = (status: number) =>
  filePath.optional().meta({
    description: `File on the nodes with the complete HTTP response, head included, for status ${status}.`,
  });

export const errorPages = fields(
  Object.fromEntries(STATUSES.map((status) => [String(status), page(status)])) as Record<
    `${(typeof STATUSES)[number]}`,
    ReturnType<typeof page>
  >,
);
