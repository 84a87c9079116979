import type { BalanceView } from '../../src/node/balance/balance-view.ts';
import { ActButton } from '../parts/act.tsx';
import { Card, Moment, Same, Word } from '../parts/small.tsx';
import type { Tone } from '../see/headline.ts';
import { type Bar, barsOf } from '../see/session-bars.ts';
import { spanWords } from '../see/time-words.ts';
import { apiOf, ask } from '../state/ask.ts';
import { link, site } from '../state/link.ts';

const TONES: Readonly<Record<BalanceView['state'], Tone>> = {
  balanced: 'good',
  unbalanced: 'warn',
  moving: 'warn',
  blocked: 'bad',
  blind: 'unknown',
};

/** How many sessions each server has, and what is done about it. */
export function SessionsPage() {
  const known = site.value;
  if (known?.view === undefined) return <p class="dim">No session was seen yet.</p>;
  return (
    <>
      {Object.keys(known.view.pools).map((pool) => {
        const balance = known.balances.find((one) => one.pool === pool);
        return (
          <Card
            key={pool}
            title={`Sessions of pool ${pool}`}
            more={<Same path="/balances" cli="get servers" />}
          >
            {balance !== undefined && (
              <p class="answer">
                <Word tone={link.value === 'live' ? TONES[balance.state] : 'unknown'}>{balance.state}</Word>{' '}
                {balance.says}
              </p>
            )}
            <Bars bars={barsOf(known, pool)} />
            {balance === undefined ? (
              <p class="dim">The spec does not ask for even spread here: no `rebalance` at the pool.</p>
            ) : (
              <Rebalance balance={balance} />
            )}
          </Card>
        );
      })}
    </>
  );
}

function Bars({ bars }: { readonly bars: readonly Bar[] }) {
  return (
    <ul class="bars">
      {bars.map(({ server, sessions, part, band, state }) => (
        <li key={server}>
          <span class="name">{server}</span>
          <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            {band !== undefined && (
              <rect
                class="band"
                x={band.from * 100}
                y="0"
                width={Math.max(0.5, (band.to - band.from) * 100)}
                height="10"
              />
            )}
            <rect class={`bar ${state}`} x="0" y="2" width={part * 100} height="6" />
          </svg>
          <span class="count">
            {sessions} {state !== 'up' && <Word tone={state === 'down' ? 'bad' : 'warn'}>{state}</Word>}
            {band !== undefined && (
              <span class="dim">
                {' '}
                of {band.share} ± {band.slack}
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Rebalance({
  balance: { pool, state, plan, takesMs, run, decider },
}: {
  readonly balance: BalanceView;
}) {
  const moves = Object.entries(plan?.moves ?? {}).filter(([, count]) => count > 0);
  const sum = moves.reduce((all, [, count]) => all + count, 0);
  return (
    <>
      {moves.length > 0 && (
        <p>
          The plan: {moves.map(([server, count]) => `${count} leave ${server}`).join(', ')}
          {takesMs !== undefined && `, in about ${spanWords(takesMs)}`}. {plan?.says}
        </p>
      )}
      {run !== undefined && (
        <p>
          {run.ended === undefined ? 'The run that is on' : 'The last run'}: {run.moved} of {run.of} moved by{' '}
          {run.by}. {run.says} <Moment at={run.startedAt} />
          <progress value={run.moved} max={Math.max(1, run.of)} aria-label="sessions moved" />
        </p>
      )}
      <p class="dim">
        {decider === undefined ? 'Nobody decides: no node holds the VIP.' : `${decider} decides.`}
      </p>
      <div class="buttons">
        {state === 'moving' ? (
          <ActButton
            label="Stop"
            action={() => ({
              title: `Stop spreading the sessions of ${pool}?`,
              cli: `balance ${pool} --stop`,
              effect: 'What was moved stays where it is.',
              run: async () => (await ask<BalanceView>(`${apiOf()}/balances/${pool}/stop`, {})).says,
            })}
          />
        ) : (
          <ActButton
            label="Spread them now"
            disabled={sum === 0}
            action={() => ({
              title: `Spread the sessions of ${pool}?`,
              cli: `balance ${pool} --yes`,
              effect: `${sum} sessions are closed in small handfuls, and their clients connect again, to a server with fewer.`,
              run: async () => (await ask<BalanceView>(`${apiOf()}/balances/${pool}`, {})).says,
            })}
          />
        )}
      </div>
    </>
  );
}
