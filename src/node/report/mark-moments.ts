/**
 * Markup in which each moment (`2026-01-02 03:12:07 UTC`) is told in the reader's time zone, too.
 * @param zone `Europe/Berlin`; in `UTC` nothing is added
 */
export function markMoments(markup: string, zone: string): string {
  return markup.replace(MOMENT, (whole, day: string, time: string) => {
    const at = new Date(`${day}T${time}Z`);
    if (Number.isNaN(at.getTime())) return whole;
    const stamp = at.toISOString();
    if (zone === 'UTC') return `<time datetime="${stamp}">${whole}</time>`;
    const { day: ownDay, time: ownTime, zone: name } = inZone(at, zone);
    return `<time datetime="${stamp}">${ownDay} ${ownTime} ${name} <span class="utc">(${ownDay === day ? '' : `${day} `}${time} UTC)</span></time>`;
  });
}

const MOMENT = /\b(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) UTC\b/g;

function inZone(at: Date, zone: string): { day: string; time: string; zone: string } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  return {
    day: `${part('year')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}:${part('second')}`,
    zone: part('timeZoneName'),
  };
}
