import { failingServers } from '../../../../ui/see/failing-servers.ts';
import { holdersAsSeen } from '../../../../ui/see/holders-as-seen.ts';
import { lastChanges } from '../../../../ui/see/last-change.ts';
import { clockWords, spanWords } from '../../../../ui/see/time-words.ts';
import { worseOf } from '../../../../ui/see/worse.ts';
import type { PageSite } from '../../../node/page/page-site.ts';
import { joined, labelled, type Row } from '../row.ts';
import { headline, inkOf, type Seen } from '../seen.ts';
import { type Ink, type Line, span } from '../spans.ts';

const LEVELS: Readonly<Record<string, Ink>> = { full: 'good', degraded: 'warn', none: 'bad', unknown: 'dim' };
/** What was asked through the VIP longer ago says nothing of now. */
const OLD_ANSWER_MS = 15_000;
const MOST_CHANGES = 5;

/** What someone wants to know at 3 AM, in that order. */
export function nowRows(seen: Seen, width: number): readonly Row[] {
  const { tone, word, sentence } = headline(seen);
  const { site } = seen;
  const first = labelled(
    'Verdict',
    sentence.includes(word)
      ? [span(sentence, inkOf(tone))]
      : [span(`${word.toUpperCase()} `, inkOf(tone)), span(sentence)],
    width,
  );
  if (site?.view === undefined) return first;
  return [
    ...first,
    ...throughRows(site, seen.nowMs, width),
    ...holderRows(site, seen.nowMs, width),
    ...failoverRows(site, width),
    ...findingRows(site, seen.nowMs, width),
    ...serverRows(site, width),
    ...changeRows(seen, width),
    ...worseRows(seen, site, width),
  ];
}

function throughRows({ through }: PageSite, nowMs: number, width: number): readonly Row[] {
  if (through.length === 0) return labelled('Service', [span('not asked through its VIP yet', 'dim')], width);
  return through.flatMap(({ service, target, ok, says, atMs, sinceMs, from }, index) => {
    const isOld = ok === undefined || nowMs - atMs > OLD_ANSWER_MS;
    const word = ok === undefined ? 'not known' : ok ? 'answers' : 'NO ANSWER';
    const since = sinceMs === undefined ? '' : `; so for ${spanWords(nowMs - sinceMs)}`;
    return labelled(
      index === 0 ? 'Service' : '',
      [
        span(`${service} `, 'strong'),
        span(word, isOld ? 'dim' : ok ? 'good' : 'bad'),
        span(` ${says}`),
        span(` ${spanWords(nowMs - atMs)} ago${since}; ${target} from ${from}`, 'dim'),
      ],
      width,
    );
  });
}

function holderRows(site: PageSite, nowMs: number, width: number): readonly Row[] {
  return holdersAsSeen(site, nowMs).flatMap(({ vip, addresses, tone, holder, sinceMs, says }) => {
    const words = says.map(({ by, holder: own, ageMs, isOld, isOther }): Line => {
      const age = ageMs === undefined ? 'never heard' : `${spanWords(ageMs)} ago`;
      return [
        span(`${by} says `, isOld ? 'dim' : 'plain'),
        span(own, isOld ? 'dim' : isOther ? 'bad' : 'plain'),
        span(` ${age}${isOld ? ' OLD' : ''}`, 'dim'),
      ];
    });
    const loud = holder === 'nobody' ? 'NOBODY' : holder;
    return labelled(
      'VIP',
      [
        span(`${vip} `, 'strong'),
        span('held by ', 'dim'),
        span(loud, inkOf(tone)),
        span(` ${addresses.join(' ')}`),
        ...(sinceMs === undefined ? [] : [span(` since ${clockWords(sinceMs, nowMs, 'UTC')}`, 'dim')]),
        span('; ', 'dim'),
        ...joined(words),
      ],
      width,
    );
  });
}

function failoverRows({ view }: PageSite, width: number): readonly Row[] {
  const { level = 'unknown', reasons = [] } = view?.redundancy ?? {};
  const why = level === 'full' ? 'the other node is fit, and like the holder' : reasons.join(' ');
  return labelled(
    'Failover',
    [span(`redundancy ${level === 'none' ? 'NONE' : level}`, LEVELS[level] ?? 'dim'), span(` ${why}`)],
    width,
  );
}

function findingRows({ view }: PageSite, nowMs: number, width: number): readonly Row[] {
  const findings = view?.findings ?? [];
  if (findings.length === 0)
    return labelled('Needs you', [span('nothing was found by a node that is heard', 'dim')], width);
  return findings.flatMap(({ code, node, severity, message, remedy, at }, index) =>
    labelled(
      index === 0 ? 'Needs you' : '',
      [
        span(severity === 'critical' ? 'CRITICAL' : severity, severity === 'critical' ? 'bad' : 'warn'),
        span(` ${message}`),
        span(' Fix: ', 'strong'),
        span(remedy),
        span(` (${code} on ${node} since ${clockWords(Date.parse(at), nowMs, 'UTC')})`, 'dim'),
      ],
      width,
    ),
  );
}

function serverRows(site: PageSite, width: number): readonly Row[] {
  const failing = failingServers(site);
  const pools = Object.entries(site.view?.pools ?? {}).map(([pool, { servers }]): Line => {
    const all = Object.values(servers);
    const up = all.filter(({ state }) => state === 'up').length;
    const ink: Ink = up === all.length ? 'good' : up === 0 ? 'bad' : 'warn';
    return [span(`${pool} `, 'strong'), span(`${up} of ${all.length} up`, ink)];
  });
  return [
    ...labelled('Servers', pools.length === 0 ? [span('none were seen', 'dim')] : joined(pools), width),
    ...failing.flatMap(({ pool, server, address, seen, isDisputed }) =>
      labelled(
        '',
        [
          span(`${pool}/${server} `, 'strong'),
          span(isDisputed ? 'DISPUTED' : 'DOWN', 'bad'),
          span(` ${address}: `),
          ...joined(
            seen.map(({ node, state, lastCheck }) => [span(`${node} sees it ${state}: ${lastCheck}`)]),
            ';',
          ),
        ],
        width,
      ),
    ),
  ];
}

function changeRows({ events, nowMs }: Seen, width: number): readonly Row[] {
  const last = lastChanges(events, MOST_CHANGES);
  if (last.length === 0)
    return labelled('Changed', [span('no VIP moved as far as is known here', 'dim')], width);
  return last.flatMap(({ event, why }, index) =>
    labelled(
      index === 0 ? 'Changed' : '',
      [
        span(`${clockWords(Date.parse(event.at), nowMs, 'UTC')} `, 'dim'),
        span(event.text),
        ...(why === undefined ? [] : [span(' because ', 'dim'), span(why)]),
      ],
      width,
    ),
  );
}

function worseRows({ events, nowMs }: Seen, site: PageSite, width: number): readonly Row[] {
  const [sessions, ...rest] = worseOf(site, events, nowMs);
  const told = rest.filter(({ value }) => value > 0);
  const figures = [...(sessions === undefined ? [] : [sessions]), ...told].map(
    ({ words, value, isMuch }): Line => [
      span(`${words}: ${value}${isMuch ? ' (MUCH)' : ''}`, isMuch ? 'warn' : 'plain'),
    ],
  );
  const calm: Line = [span('no VIP moved, no engine ended, no server went down in 10 min', 'dim')];
  return labelled('Worse?', joined(told.length === 0 ? [...figures, calm] : figures), width);
}
