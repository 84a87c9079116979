import { milliseconds } from '../spec/fields.ts';
import { splitHostAndPort } from '../spec/notify-fields.ts';
import type { Spec } from '../spec/spec.ts';
import type { Channel, ChannelTarget } from './channel.ts';
import type { Findings } from './findings.ts';
import { secretOf } from './secret-of.ts';

type SpecChannel = Spec['notify'][string];

/** Ports of submission: RFC 6409, and RFC 8314 for TLS from the first byte. */
const MAIL_PORT = { starttls: 587, tls: 465, none: 587 } as const;

export function resolveNotify(spec: Spec, findings: Findings): Channel[] {
  return findings.inOrder(spec.notify, 'notify').flatMap(([name, written]) => {
    const to = targetOf(written);
    if (to === undefined) return [];
    return {
      name,
      to,
      events: written.events,
      minSeverity: written.minSeverity,
      groupMs: milliseconds(written.group),
      repeatMs: milliseconds(written.repeat),
      damp: { changes: written.damp.changes, withinMs: milliseconds(written.damp.within) },
      timeoutMs: milliseconds(written.timeout),
      ca: written.ca,
    };
  });
}

/** undefined only of what the schema has refused already. */
function targetOf(written: SpecChannel): ChannelTarget | undefined {
  const { webhook, pagerduty, email, command } = written;
  if (webhook !== undefined) {
    const url = typeof webhook === 'string' ? webhook : secretOf(webhook);
    return url === undefined ? undefined : { kind: 'webhook', url, token: secretOf(written.token) };
  }
  const slack = secretOf(written.slack);
  if (slack !== undefined) return { kind: 'slack', url: slack };
  const key = secretOf(pagerduty?.key);
  if (pagerduty !== undefined && key !== undefined) return { kind: 'pagerduty', url: pagerduty.url, key };
  if (email !== undefined) return mailOf(email);
  return command === undefined ? undefined : { kind: 'command', argv: command };
}

function mailOf(email: NonNullable<SpecChannel['email']>): ChannelTarget | undefined {
  const server = splitHostAndPort(email.server);
  if (server === undefined) return undefined;
  const { tls, from, to, user } = email;
  const password = secretOf(email.password);
  const login = user === undefined || password === undefined ? undefined : { user, password };
  return { kind: 'email', host: server.host, port: server.port ?? MAIL_PORT[tls], tls, from, to, login };
}
