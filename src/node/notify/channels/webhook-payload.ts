import { createHash } from 'node:crypto';
import type { Notice, ToldAlert } from '../decide/alert.ts';

type Words = Readonly<Record<string, string>>;

/** What Go prints for a time that is not there; receivers know it as "still firing". */
const NO_TIME = '0001-01-01T00:00:00Z';

/**
 * The payload that Alertmanager sends to webhooks, version 4 (its documentation, `webhook_config`). Labels are the same on
 * every node, so that receivers know the same alert by them.
 */
export function webhookPayload(notice: Notice, externalUrl: string): object {
  const alerts = notice.alerts.map((alert) => ({
    status: alert.state,
    labels: labelsOf(notice, alert),
    annotations: annotationsOf(notice, alert),
    startsAt: new Date(alert.startedMs).toISOString(),
    endsAt: alert.endedMs === undefined ? NO_TIME : new Date(alert.endedMs).toISOString(),
    generatorURL: externalUrl,
    fingerprint: fingerprint(alert.key),
  }));
  return {
    version: '4',
    groupKey: `{}:{site="${notice.site}"}`,
    truncatedAlerts: 0,
    status: alerts.some(({ status }) => status === 'firing') ? 'firing' : 'resolved',
    receiver: notice.channel,
    groupLabels: { site: notice.site },
    commonLabels: common(alerts.map(({ labels }) => labels)),
    commonAnnotations: common(alerts.map(({ annotations }) => annotations)),
    externalURL: externalUrl,
    alerts,
  };
}

/** Sixteen hexadecimal digits, as Alertmanager's. */
export function fingerprint(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 16);
}

function labelsOf({ site }: Notice, { event, about, severity, code }: ToldAlert): Words {
  return { alertname: event, site, about, severity, ...(code !== '' && { code }) };
}

function annotationsOf({ node }: Notice, { title, remedy, flapping, again }: ToldAlert): Words {
  return {
    summary: title,
    sender: node,
    ...(remedy !== '' && { remedy }),
    ...(flapping && { flapping: 'true' }),
    ...(again && { again: 'true' }),
  };
}

function common(all: readonly Words[]): Words {
  const [first = {}, ...rest] = all;
  return Object.fromEntries(
    Object.entries(first).filter(([key, value]) => rest.every((one) => one[key] === value)),
  );
}
