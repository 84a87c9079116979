import * as z from 'zod';
import { duration, fields, filePath, line, name, say, wholeNumber } from './fields.ts';
import { NOTIFY_EVENTS, NOTIFY_SEVERITIES } from './notify-events.ts';
import { clearPassword, hostAndPort, mailAddress, openUrl } from './notify-fields.ts';
import { secret } from './secret.ts';

const REFERENCE = '{ env: NAME } or { file: PATH }';

const pagerduty = fields({
  key: secret.meta({ description: `Reference to the integration key of the service: ${REFERENCE}.` }),
  url: openUrl.default('https://events.pagerduty.com/v2/enqueue').meta({
    description:
      'Where events are sent. Default: https://events.pagerduty.com/v2/enqueue; in the EU region https://events.eu.pagerduty.com/v2/enqueue.',
  }),
});

const email = fields({
  server: hostAndPort.meta({
    description: 'Mail server: smtp.example.org:587. Default port: 587; 465 with `tls: tls`.',
  }),
  from: mailAddress.meta({ description: 'Sender: holdfast@example.org.' }),
  to: z.array(mailAddress).min(1).meta({ description: 'Recipients.' }),
  user: line(200).optional().meta({ description: 'Who logs in. Default: nobody does.' }),
  password: secret.optional().meta({ description: `Reference to the password of \`user\`: ${REFERENCE}.` }),
  tls: z.enum(['starttls', 'tls', 'none']).default('starttls').meta({
    description:
      'starttls: encrypted before anything is said, or not at all; tls: encrypted from the first byte; none: in clear. Default: starttls.',
  }),
}).superRefine((value, context) => {
  const message = clearPassword(value);
  if (message !== undefined) context.addIssue({ code: 'custom', message });
});

const damp = fields({
  changes: wholeNumber(1, 100)
    .default(4)
    .meta({ description: 'So many changes may be told one by one. Default: 4.' }),
  within: duration(1_000)
    .default('10m')
    .meta({ description: 'The time in which they are counted. Default: 10m.' }),
});

const KINDS = ['webhook', 'slack', 'pagerduty', 'email', 'command'] as const;

/** One way to tell people. */
const channel = fields({
  webhook: z
    .union([openUrl, secret])
    .optional()
    .meta({
      description: `Sends Alertmanager's payload to this URL; ${REFERENCE} when the URL itself is a secret.`,
    }),
  token: secret
    .optional()
    .meta({ description: `webhook: reference to a bearer token, ${REFERENCE}. Default: none is sent.` }),
  slack: secret.optional().meta({
    description: `Reference to the URL of an incoming webhook of Slack or Mattermost: ${REFERENCE}.`,
  }),
  pagerduty: pagerduty.optional().meta({ description: "PagerDuty's Events API v2." }),
  email: email.optional().meta({ description: 'A message to people by SMTP.' }),
  command: z
    .array(line(4_096))
    .min(1)
    .superRefine((value, context) => {
      if (value.length === 0 || filePath.safeParse(value[0]).success) return;
      const message = say(
        'spec/bad-path',
        'The command does not begin with the absolute path of a program.',
        'write the whole path on the nodes, each argument for itself: [/usr/local/bin/tell, --urgent].',
      );
      context.addIssue({ code: 'custom', message });
    })
    .optional()
    .meta({
      description:
        'A program on the nodes and its arguments, started without a shell; the message comes as JSON on its standard input and as HOLDFAST_… in its environment.',
    }),
  events: z
    .array(z.enum(NOTIFY_EVENTS))
    .min(1)
    .optional()
    .meta({ description: 'What it is told about. Default: everything.' }),
  minSeverity: z
    .enum(NOTIFY_SEVERITIES)
    .default('warning')
    .meta({ description: 'The least severity that it is told about. Default: warning.' }),
  group: duration(0, 3_600_000)
    .default('5s')
    .meta({ description: 'What happens within this time is told in one message. Default: 5s.' }),
  repeat: duration(60_000)
    .default('4h')
    .meta({ description: 'What still needs a person is told again after this time. Default: 4h.' }),
  damp: damp.prefault({}).meta({
    description: 'What changes more often is told once as flapping, and then not until it is stable.',
  }),
  timeout: duration(100, 120_000)
    .default('10s')
    .meta({ description: 'How long one attempt to deliver may take. Default: 10s.' }),
  ca: filePath.optional().meta({
    description: "PEM file on the nodes with the authorities to trust. Default: the runtime's own list.",
  }),
}).superRefine((value, context) => {
  const fail = (message: string) => context.addIssue({ code: 'custom', message });
  const kinds = KINDS.filter((kind) => value[kind] !== undefined);
  if (kinds.length === 0) {
    fail(say('spec/missing-key', 'The channel leads nowhere.', `add one of ${KINDS.join(', ')}.`));
  } else if (kinds.length > 1) {
    const both = kinds.join('" and "');
    fail(
      say(
        'spec/choose-one',
        `A channel is of one kind, but "${both}" are given.`,
        'keep one of them, and give the other a channel of its own.',
      ),
    );
  }
  if (value.token === undefined) return;
  if (value.webhook === undefined) {
    fail(say('spec/wrong-channel-key', '"token" belongs to a webhook.', 'remove "token".'));
  } else if (typeof value.webhook === 'string' && value.webhook.startsWith('http:')) {
    fail(say('spec/password-in-clear', 'The token would travel in clear over http.', 'write an https URL.'));
  }
});

/** Name → how these people are told. */
export const notify = z.record(name, channel);
