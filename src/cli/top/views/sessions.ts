import { barsOf } from '../../../../ui/see/session-bars.ts';
import { clockWords, spanWords } from '../../../../ui/see/time-words.ts';
import type { BalanceView } from '../../../node/balance/balance-view.ts';
import type { PageSite } from '../../../node/page/page-site.ts';
import { BLANK, labelled, type Row } from '../row.ts';
import { linkOf, type Seen } from '../seen.ts';
import { fillLine, type Ink, type Line, span } from '../spans.ts';

const STATES: Readonly<Record<BalanceView['state'], Ink>> = {
  balanced: 'good',
  unbalanced: 'warn',
  moving: 'warn',
  blocked: 'bad',
  blind: 'dim',
};

/** Sessions (of a Wazuh site: agents) a server, the band they should be in, and how they are spread. */
export function sessionRows(seen: Seen, width: number): readonly Row[] {
  const { site } = seen;
  if (site?.view === undefined) return [];
  const isLive = linkOf(seen) === 'live';
  return Object.keys(site.view.pools).flatMap((pool, index) => [
    ...(index === 0 ? [] : [BLANK]),
    ...poolRows(site, pool, seen.nowMs, isLive, width),
  ]);
}

function poolRows(
  site: PageSite,
  pool: string,
  nowMs: number,
  isLive: boolean,
  width: number,
): readonly Row[] {
  const balance = site.balances.find((one) => one.pool === pool);
  const bars = barsOf(site, pool);
  const sum = bars.reduce((all, { sessions }) => all + sessions, 0);
  const head: Line =
    balance === undefined
      ? [span(`${sum} sessions`), span(' not kept evenly spread', 'dim')]
      : [
          span(balance.state, isLive ? STATES[balance.state] : 'dim'),
          span(` ${sum} sessions. ${balance.says}`),
        ];
  const nameWidth = Math.max(
    6,
    Math.min(24, Math.floor(width / 4), ...[Math.max(...bars.map(({ server }) => server.length), 6)]),
  );
  const room = Math.max(4, Math.min(60, width - nameWidth - 34));
  return [
    ...labelled(pool, head, width),
    ...(balance === undefined ? [] : runRows(balance, nowMs, width)),
    ...bars.map(({ server, state, sessions, part, band }): Row => {
      const isDown = state === 'down';
      const word = state === 'up' ? '' : ` ${isDown ? 'DOWN' : state}`;
      const bound = band === undefined ? '' : ` of ${band.share} ± ${band.slack}`;
      const off = band === undefined ? 0 : sessions - band.share;
      const side = band === undefined || Math.abs(off) <= band.slack ? '' : off > 0 ? ' ABOVE' : ' BELOW';
      return {
        line: [
          span('  '),
          ...fillLine([span(server, 'strong')], nameWidth),
          span(' '),
          ...fillLine([span('█'.repeat(Math.round(part * room)), side === '' ? 'plain' : 'warn')], room),
          span(` ${String(sessions).padStart(6)}`),
          span(bound, 'dim'),
          span(side, 'warn'),
          span(word, isDown ? 'bad' : 'warn'),
        ],
        id: `${pool}/${server}`,
        find: `${pool}/${server} ${state}${side}`,
      };
    }),
  ];
}

function runRows(
  { plan, takesMs, run, decider, mode }: BalanceView,
  nowMs: number,
  width: number,
): readonly Row[] {
  const moves = Object.entries(plan?.moves ?? {}).filter(([, count]) => count > 0);
  const takes = takesMs === undefined ? '' : ` in about ${spanWords(takesMs)}`;
  return [
    ...(moves.length === 0
      ? []
      : labelled(
          '  plan',
          [span(`${moves.map(([server, count]) => `${count} leave ${server}`).join(', ')}${takes}`)],
          width,
          'dim',
        )),
    ...(run === undefined
      ? []
      : labelled(
          '  run',
          [
            span(
              run.ended === undefined ? 'ON ' : `${run.ended} `,
              run.ended === undefined ? 'warn' : 'plain',
            ),
            span(`${run.moved} of ${run.of} moved. ${run.says}`),
            span(` ${clockWords(Date.parse(run.startedAt), nowMs, 'UTC')} by ${run.who}`, 'dim'),
          ],
          width,
          'dim',
        )),
    ...labelled(
      '  by',
      [
        span(
          decider === undefined
            ? 'nobody decides: no node holds the VIP'
            : `${decider} decides; rebalance is ${mode}`,
          decider === undefined ? 'warn' : 'dim',
        ),
      ],
      width,
      'dim',
    ),
  ];
}
