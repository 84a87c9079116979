import type { Notice } from '../decide/alert.ts';

/**
 * Events API v2 (PagerDuty's documentation): one event an alert, so a notice for PagerDuty has one alert. `dedup_key` has at
 * most 255 characters, `summary` 1024.
 */
export function pagerdutyPayload(notice: Notice, routingKey: string): object {
  const [alert] = notice.alerts;
  if (alert === undefined) throw new RangeError('a notice without an alert');
  const head = {
    routing_key: routingKey,
    event_action: alert.state === 'resolved' ? 'resolve' : 'trigger',
    dedup_key: alert.key.slice(0, 255),
  };
  if (alert.state === 'resolved') return head;
  return {
    ...head,
    client: 'Holdfast',
    payload: {
      summary: `${notice.site}: ${alert.title}${alert.flapping ? ' (flapping)' : ''}`.slice(0, 1_024),
      source: notice.node,
      severity: alert.severity,
      timestamp: new Date(alert.startedMs).toISOString(),
      component: alert.about,
      group: notice.site,
      class: alert.event,
      custom_details: {
        code: alert.code,
        remedy: alert.remedy,
        again: alert.again,
        flapping: alert.flapping,
      },
    },
  };
}
