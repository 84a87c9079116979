import { labelled, type Row } from './row.ts';
import { span } from './spans.ts';
import { VIEW_NAMES, VIEW_TITLES } from './top-state.ts';

const WHAT: Readonly<Record<(typeof VIEW_NAMES)[number], string>> = {
  now: 'is it up through the VIP, who holds it, what needs you',
  vips: 'priorities, detection time, who held it when',
  nodes: 'what runs on each node, and what is in force there',
  pools: 'every server as every node sees it',
  sessions: 'sessions or agents a server, and how they are spread',
  changes: 'the apply that is on or was last, drift, revisions',
  timeline: 'what happened, told by all nodes, the newest first',
};

const KEYS: readonly (readonly [keys: string, does: string])[] = [
  ['↑↓ j k', 'choose a server, or scroll; PgUp PgDn by pages; g G to the ends'],
  ['← → Tab', 'the view before, the next one'],
  ['/', 'show only lines with these words; Esc shows all again'],
  ['d', 'on 4 and 5: drain the chosen server, or bring it back; asks first'],
  ['Ctrl-L', 'draw everything again'],
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
      [span('Times are UTC. Grey and OLD = not seen now. + well, ~ look, ! bad')],
      width,
    ),
  ];
}
