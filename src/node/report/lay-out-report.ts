import type { Drawing } from '../show/drawing.ts';
import { sayTime } from '../status/say-words.ts';
import { drawnSite } from './drawn-site.ts';
import { laySite } from './lay-out-site.ts';
import { type Block, type Cell, moment, type Page, type Section, type Tone, tableOr, text } from './page.ts';
import type { Report } from './report.ts';

/** How the figures are judged here is how `check` does by default. */
const SOON_DAYS = { bad: 7, warn: 30 } as const;
const VERDICT_TONES = { serving: 'good', degraded: 'warn', down: 'bad', unknown: 'warn' } as const;

/**
 * The report in the order in which it is read: the verdict, what needs a person, what is, what was. Pure.
 * @param drawing of the site; default: nobody knows what it consists of
 */
export function layOutReport(report: Report, drawing?: Drawing): Page {
  const { site, at, from, seenBy, sentence, verdict } = report;
  return {
    title: `${site}: health report`,
    subtitle: `${moment(at)}, as seen by ${seenBy}; events since ${moment(from)}`,
    lead: { text: sentence, tone: VERDICT_TONES[verdict] },
    sections: [
      findings(report),
      ...(drawing === undefined ? [] : [drawnSite('The site', drawing)]),
      ...laySite(report),
      certificates(report),
      drift(report),
      releases(report),
      intents(report),
      outages(report),
      events(report),
      journal(report),
    ],
  };
}

function findings({ findings: all }: Report): Section {
  const blocks = tableOr(
    'Nothing needs a person.',
    ['Severity', 'What', 'Remedy', 'Node', 'Since'],
    all.map(({ severity, message, remedy, node, at, code }) => [
      { text: severity, tone: severity === 'critical' ? 'bad' : 'warn' },
      `${message} (${code})`,
      remedy,
      node,
      moment(at),
    ]),
  );
  return { title: 'Findings', blocks };
}

function certificates({ certificates: all }: Report): Section {
  const rows = all.map(({ name, services, notAfter, daysLeft, why }): Cell[] => [
    name,
    services.length === 0 ? 'the node itself' : services.join(', '),
    notAfter === undefined ? (why ?? 'not known') : moment(notAfter),
    { text: daysLeft === undefined ? 'cannot be read' : String(daysLeft), tone: toneOfDays(daysLeft) },
  ]);
  return {
    title: 'Certificates',
    blocks: tableOr('No certificate is in use.', ['Certificate', 'Of', 'Ends', 'Days left'], rows),
  };
}

function toneOfDays(days: number | undefined): Tone {
  if (days === undefined || days < SOON_DAYS.bad) return 'bad';
  return days < SOON_DAYS.warn ? 'warn' : 'good';
}

function drift({ drift: { nodes, between } }: Report): Section {
  const blocks: Block[] = [
    ...nodes.flatMap(({ node, why }) =>
      why === undefined ? [] : [text(`What ${node} has in force is not known: ${why}`, 'warn')],
    ),
    ...(between.length === 0 ? [] : [{ is: 'list' as const, items: between }]),
    ...nodes.flatMap(({ node, files, runtime }): Block[] => [
      ...(runtime.length === 0
        ? []
        : [{ is: 'list' as const, items: runtime.map((what) => `${node}: ${what}`) }]),
      ...files.map(({ path, patch }) => ({
        is: 'verbatim' as const,
        title: `${node}: ${path}`,
        text: patch,
      })),
    ]),
  ];
  const none = text('What is in force is what was accepted, on every node.', 'good');
  return { title: 'Drift', blocks: blocks.length === 0 ? [none] : blocks };
}

function releases({ revisions }: Report): Section {
  const rows = revisions.map(({ number, at, who, note, release }) => [
    String(number),
    moment(at),
    who,
    note,
    release.replace('sha256:', '').slice(0, 12),
  ]);
  return {
    title: 'Releases',
    blocks: tableOr('No revision was accepted yet.', ['Revision', 'When', 'Who', 'Note', 'Digest'], rows),
  };
}

function intents({ intents: all }: Report): Section {
  const rows = all.map(({ wish, who, why, at, until, idle }): Cell[] => [
    `${Object.values(wish).map(String).join(' ')}${idle ? ' (the site has no such thing now)' : ''}`,
    who,
    why,
    moment(at),
    until === null ? 'until it is taken back' : moment(until),
  ]);
  return {
    title: 'Operators’ intents in force',
    blocks: tableOr('There are none.', ['What', 'Who', 'Why', 'Since', 'Until'], rows),
  };
}

function outages({ outages: all, vips, from, events: { isComplete, first } }: Report): Section {
  const since = isComplete ? moment(from) : first === undefined ? 'now' : moment(first);
  const rows = all.map(({ vip, kind, from: begin, to, ms }): Cell[] => [
    vip,
    { text: kind === 'no-holder' ? 'no node had it' : 'several nodes had it', tone: 'bad' },
    moment(begin),
    to === undefined ? 'goes on' : moment(to),
    sayTime(ms),
  ]);
  const moves = vips.map(({ name, moves: count }) => `${name} moved ${count} times`).join(', ');
  return {
    title: 'Holders lost and found',
    blocks: [
      text(
        `Since ${since}: ${moves === '' ? 'no VIP' : moves}. Times shorter than a look (2 s) may not have been seen.`,
      ),
      ...tableOr('No VIP was seen without holder, or with two.', ['VIP', 'What', 'From', 'To', 'For'], rows),
    ],
  };
}

function events({ events: { counts, notable, leftOut, isComplete } }: Report): Section {
  const more = leftOut === 0 ? '' : ` ${leftOut} older ones are left out; holdfast events has them.`;
  return {
    title: 'Events',
    blocks: [
      ...(isComplete ? [] : [text('The journal does not reach back to the beginning of this time.', 'warn')]),
      ...tableOr(
        'Nothing happened.',
        ['Event', 'Times'],
        counts.map(({ kind, count }) => [kind, String(count)]),
      ),
      ...(notable.length === 0 ? [] : [text(`What was worth a line, newest last.${more}`)]),
      ...tableOr(
        'No event was worth a line.',
        ['When', 'Event', 'What'],
        notable.map(({ at, kind, text: words }) => [moment(at), kind, words]),
      ),
    ],
  };
}

function journal({ journal: { records, broken, last, trouble }, seenBy }: Report): Section {
  const whole = `The journal of ${seenBy} is as it was written: ${records} records up to number ${last.seq}, hash ${last.hash}. Keep number and hash elsewhere, to notice later whether the end was cut off.`;
  return {
    title: 'Journal',
    blocks: [
      ...(trouble === undefined ? [] : [text(trouble, 'bad')]),
      ...(broken.length > 0
        ? [
            text(`The journal of ${seenBy} was changed in ${broken.length} places.`, 'bad'),
            {
              is: 'list' as const,
              items: broken.map(({ file, line, message }) => `${file}:${line}: ${message}`),
            },
          ]
        : [text(whole, 'good')]),
    ],
  };
}
