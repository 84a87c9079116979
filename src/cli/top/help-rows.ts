import { labelled, type Row } from './row.ts';
import { span } from './spans.ts';
import { VIEW_NAMES, VIEW_TITLES } from './top-state.ts';

const WHAT: Readonly<Record<(typeof VIEW_NAMES)[number], string>> = {
  now: 'the verdict, the service through its VIP, who holds it, what needs you',
  vips: 'priorities with their arithmetic, detection time, who held it when',
  nodes: 'what runs on each node, and what is in force there',
  pools: 'every server as every node sees it',
  sessions: 'sessions or agents a server, the band of the tolerance, the rebalance',
  changes: 'the apply that is on or was last, drift, accepted revisions',
  timeline: 'what happened, told by all nodes, the newest first',
};

const KEYS: readonly (readonly [keys: string, does: string])[] = [
  ['↑↓ j k', 'choose a server, or scroll; PgUp PgDn g G by pages, to the beginning, to the end'],
  ['← → Tab', 'the view before, the next one'],
  ['/', 'show only lines that hold these words; Enter keeps them, Esc forgets them'],
  ['d', 'on Pools and Sessions: drain the chosen server, or bring it back; it asks first'],
  ['Ctrl-L', 'draw everything again'],
  ['?', 'this page; any key closes it'],
  ['q', 'leave; so does Ctrl-C'],
];

/** What the keys do and how to read what is shown. */
export function helpRows(width: number): readonly Row[] {
  return [
    ...VIEW_NAMES.flatMap((name, index) =>
      labelled(`${index + 1}`, [span(`${VIEW_TITLES[name]}: `, 'strong'), span(WHAT[name])], width),
    ),
    ...KEYS.flatMap(([keys, does]) => labelled(keys, [span(does)], width)),
    ...labelled(
      'Reading',
      [
        span(
          'Times are UTC. Grey and OLD: not seen now, whatever it says. Each colour stands beside a word: + well, ~ look, ! bad.',
        ),
      ],
      width,
    ),
  ];
}
