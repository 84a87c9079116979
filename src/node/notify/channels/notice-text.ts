import type { Notice, ToldAlert } from '../decide/alert.ts';

/** The first line of a message: what is worst, and how much else there is. */
export function headline({ site, alerts }: Notice): string {
  const [first] = alerts;
  if (first === undefined) return site;
  const more = alerts.length === 1 ? '' : ` (and ${alerts.length - 1} more)`;
  return `[${word(first)}] ${site}: ${first.title}${more}`;
}

/** One alert a line, what to do below it. */
export function lines(notice: Notice): string[] {
  return notice.alerts.flatMap((alert) => [
    `${word(alert)}: ${alert.title}${suffix(alert)}`,
    ...(alert.remedy === '' || alert.state === 'resolved' ? [] : [`  Fix: ${alert.remedy}`]),
  ]);
}

function word({ state, severity }: ToldAlert): string {
  return state === 'resolved' ? 'RESOLVED' : severity.toUpperCase();
}

function suffix({ state, flapping, again, startedMs, endedMs }: ToldAlert): string {
  const since = new Date(startedMs).toISOString();
  if (flapping) return ' (it comes and goes; nothing more is told until it is stable)';
  if (state === 'resolved') return ` (from ${since} to ${new Date(endedMs ?? startedMs).toISOString()})`;
  return again ? ` (still, since ${since})` : ` (since ${since})`;
}
