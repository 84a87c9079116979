import { holdersAsSeen } from '../../../../ui/see/holders-as-seen.ts';
import { holdsOf } from '../../../../ui/see/holds.ts';
import { detectionMs, prioritiesOf } from '../../../../ui/see/priorities.ts';
import { clockWords, spanWords } from '../../../../ui/see/time-words.ts';
import type { VipShape } from '../../../node/page/site-shape.ts';
import type { SiteView } from '../../../node/status/site-view.ts';
import { fitColumns } from '../fit-columns.ts';
import { BLANK, labelled, type Row } from '../row.ts';
import { inkOf, type Seen } from '../seen.ts';
import { type Line, span } from '../spans.ts';

const MOST_STRETCHES = 6;

/** Why which node holds what, and how quickly another would. */
export function vipRows(seen: Seen, width: number): readonly Row[] {
  const { site, nowMs } = seen;
  if (site?.view === undefined) return [];
  const shapes = site.shape?.vips ?? [];
  return holdersAsSeen(site, nowMs).flatMap(({ vip, addresses, tone, holder, sinceMs, says }, index) => {
    const shape = shapes.find(({ name }) => name === vip);
    const others = says.filter(({ isOld, isOther }) => isOther && !isOld);
    const since = sinceMs === undefined ? '' : ` since ${clockWords(sinceMs, nowMs, 'UTC')} UTC`;
    const rows = [
      ...labelled(
        vip,
        [
          span('held by ', 'dim'),
          span(holder === 'nobody' ? 'NOBODY' : holder, inkOf(tone)),
          span(` ${addresses.join(' ')}`),
          span(since, 'dim'),
          ...others.map(({ by, holder: own }) => span(` BUT ${by} says ${own}`, 'bad')),
        ],
        width,
      ),
      ...(shape === undefined || site.view === undefined ? [] : shapeRows(shape, site.view, seen, width)),
    ];
    const find = `${vip} ${addresses.join(' ')} ${holder}`;
    return [...(index === 0 ? [] : [{ ...BLANK, find }]), ...rows.map((row) => ({ ...row, find }))];
  });
}

function shapeRows(shape: VipShape, view: SiteView, { events, nowMs }: Seen, width: number): readonly Row[] {
  const rows = prioritiesOf(shape, view);
  const holders = view.vips[shape.name]?.holders.map(({ node }) => node) ?? [];
  const waiting = rows.filter(({ node }) => !holders.includes(node)).map(({ sum }) => sum ?? 1);
  const best = Math.max(1, ...waiting);
  const table = fitColumns(
    [
      { title: 'NODE' },
      { title: 'HAS IT' },
      { title: 'ROLE', spare: 1 },
      { title: 'BASE + WEIGHT = PRIORITY', spare: 2 },
      { title: 'KEEPALIVED SAYS', spare: 4 },
      { title: 'FIT', least: 3 },
      { title: 'SPEAKS FROM', spare: 3 },
    ],
    rows.map((row): readonly Line[] => [
      [span(row.node, 'strong')],
      row.here === undefined
        ? [span('not seen', 'dim')]
        : [span(row.here ? 'YES' : 'no', row.here ? 'strong' : 'plain')],
      [span(row.role)],
      [span(`${row.base} + ${row.weight ?? '?'} = ${row.sum ?? '?'}`)],
      [span(String(row.told ?? '?'))],
      row.healthy === undefined
        ? [span('not seen', 'dim')]
        : [
            span(row.healthy ? 'fit' : 'UNFIT', row.healthy ? 'good' : 'bad'),
            ...(row.reason === undefined || row.reason === '' ? [] : [span(` ${row.reason}`)]),
          ],
      [span(`${row.source.join(' ')} ${row.interface}`)],
    ]),
    width - 2,
  );
  const failback =
    shape.failback === 'manual' ? 'the holder keeps it when the other returns' : 'it returns by itself';
  const notices = `a lost holder is noticed after ${detectionMs(shape, best)} ms`;
  const stretches = holdsOf(events, shape.name, nowMs).slice(-MOST_STRETCHES).toReversed();
  return [
    ...[table.heading, ...table.lines].map((line) => ({ line: [span('  '), ...line] })),
    ...labelled(
      'VRRP',
      [
        span(
          `version ${shape.version}, router id ${shape.routerId}, an advert every ${shape.advertMs} ms; ${notices}; `,
        ),
        span(`fail-back ${shape.failback}: ${failback}`),
      ],
      width,
      'dim',
    ),
    ...stretches.flatMap(({ fromMs, toMs, nodes }, place) =>
      labelled(
        place === 0 ? 'Held by' : '',
        [
          span(nodes.length === 0 ? 'NOBODY' : nodes.join(' and '), nodes.length === 1 ? 'plain' : 'bad'),
          span(
            ` from ${clockWords(fromMs, nowMs, 'UTC')}, ${spanWords(toMs - fromMs)}${place === 0 ? ' so far' : ''}`,
            'dim',
          ),
        ],
        width,
        'dim',
      ),
    ),
  ];
}
