import { memo } from 'preact/compat';
import { ActButton } from '../parts/act.tsx';
import { Card, Same, Word } from '../parts/small.tsx';
import type { Tone } from '../see/headline.ts';
import { poolMatrix, type ServerRow } from '../see/pool-matrix.ts';
import { spanWords } from '../see/time-words.ts';
import type { ActFields } from '../state/act.ts';
import { link, nowMs, site } from '../state/link.ts';
import { route, setParam } from '../state/route.ts';
import { wish } from '../state/wish.ts';

const TONES: Readonly<Record<string, Tone>> = { up: 'good', down: 'bad', drain: 'warn', maint: 'warn' };

/** Every server as every node sees it. */
export function PoolsPage() {
  const known = site.value;
  if (known?.view === undefined) return <p class="dim">No server was seen yet.</p>;
  const text = route.value.params['text'] ?? '';
  return (
    <>
      <p class="filter">
        <label>
          Show{' '}
          <input
            type="search"
            value={text}
            placeholder="name, address or state"
            onInput={({ currentTarget }) => setParam('text', currentTarget.value)}
          />
        </label>
      </p>
      {poolMatrix(known, nowMs.value, text).map(
        ({ pool, about, nodes, rows, up, total, sessions, counts }) => (
          <Card key={pool} title={`Pool ${pool}`} more={<Same cli="get servers" path="/status" />}>
            <p class="answer">
              <Word
                tone={link.value !== 'live' ? 'unknown' : up === 0 ? 'bad' : up < total ? 'warn' : 'good'}
              >
                {up} of {total} up
              </Word>{' '}
              {sessions} sessions{counts !== undefined && `, ${counts}`} <span class="dim">{about}</span>
            </p>
            <div class="scroll" role="region" aria-label={`servers of ${pool}`} tabIndex={0}>
              <table class="matrix stack" role="table">
                <thead role="rowgroup">
                  <tr role="row">
                    <th scope="col" role="columnheader">
                      server
                    </th>
                    {nodes.map(({ node, age, isOld }) => (
                      <th key={node} scope="col" role="columnheader">
                        {node} sees <span class={isOld ? 'age old' : 'age'}>{age}</span>
                      </th>
                    ))}
                    <th scope="col" role="columnheader">
                      weight: spec / wanted / runs
                    </th>
                    <th scope="col" role="columnheader">
                      <span class="hidden">actions</span>
                    </th>
                  </tr>
                </thead>
                <tbody role="rowgroup">
                  {rows.map((row) => (
                    <Row key={row.server} row={row} pool={pool} isLive={link.value === 'live'} />
                  ))}
                </tbody>
              </table>
            </div>
          </Card>
        ),
      )}
    </>
  );
}

/** A row is drawn again only when what it shows is another thing. */
const Row = memo(
  ({ row, pool, isLive }: { readonly row: ServerRow; readonly pool: string; readonly isLive: boolean }) => (
    <tr role="row">
      <th scope="row" role="rowheader">
        {row.server} <code>{row.address}</code>
        {row.counts !== undefined && <div class="dim">{row.counts}</div>}
        {row.intent !== undefined && <div class="dim">{row.intent}</div>}
      </th>
      {row.seen.map(({ node, state, lastCheck, sessions, sinceMs, isOld }) => (
        <td key={node} role="cell" data-label={`${node} sees`} class={isOld ? 'old' : ''}>
          <Word tone={isOld || !isLive ? 'unknown' : (TONES[state] ?? 'unknown')}>{state}</Word> {sessions}{' '}
          open
          {sinceMs !== undefined && <span class="dim"> for {spanWords(sinceMs)}</span>}
          <div class="dim">{lastCheck}</div>
        </td>
      ))}
      <td role="cell" data-label="weight: spec / wanted / runs">
        {row.weights.spec} / {row.weights.wanted ?? '–'} / {row.weights.runs}
      </td>
      <td class="buttons" role="cell">
        <ActButton label="Weight" action={() => setWeight(pool, row)} />
        {row.isOut ? (
          <ActButton label="Ready" action={() => setState(pool, row, 'ready')} />
        ) : (
          <>
            <ActButton label="Drain" action={() => setState(pool, row, 'drain')} />
            <ActButton label="Maint" action={() => setState(pool, row, 'maint')} />
          </>
        )}
      </td>
    </tr>
  ),
  (before, after) =>
    before.isLive === after.isLive && JSON.stringify(before.row) === JSON.stringify(after.row),
);

function setWeight(pool: string, { server, weights, open }: ServerRow) {
  return {
    title: `Give ${pool}/${server} another weight?`,
    cli: `server weight ${pool}/${server}`,
    effect: `It runs with ${weights.runs}, the spec says ${weights.spec}. New sessions are shared out by weight; the ${open} that are open stay. 0 gives it none. Kept over reload, failover and restart.`,
    fields: ['weight', 'reason', 'for'] as const,
    run: (fields: ActFields) => wish({ kind: 'server-weight', pool, server, weight: fields.weight })(fields),
  };
}

const EFFECTS = {
  drain: 'It gets no new sessions; those that are open go on. Kept over reload, failover and restart.',
  maint: 'It is taken out and no longer checked; sessions on it end. Kept over reload, failover and restart.',
  ready: 'It gets sessions again, as the spec says.',
} as const;
/** nginx ends no session that is open. */
const MAINT_OF_NGINX = EFFECTS.maint.replace('sessions on it end', 'sessions on it go on until they end');

function setState(pool: string, { server, engine, others, open }: ServerRow, state: keyof typeof EFFECTS) {
  const warning =
    state !== 'ready' && others === 0
      ? ` No other server of pool ${pool} is up: new sessions will be refused.`
      : '';
  return {
    title: `${state === 'ready' ? 'Bring back' : state === 'drain' ? 'Drain' : 'Take out'} ${pool}/${server}?`,
    cli: `server ${state} ${pool}/${server}`,
    effect: `${state === 'maint' && engine === 'nginx' ? MAINT_OF_NGINX : EFFECTS[state]} ${open} ${open === 1 ? 'session is' : 'sessions are'} open on it.${warning}`,
    fields: state === 'ready' ? [] : (['reason', 'for'] as const),
    run: wish({ kind: 'server-state', pool, server, state }),
  };
}
