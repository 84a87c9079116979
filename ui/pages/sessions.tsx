import type { BalanceView } from '../../src/node/balance/balance-view.ts';
import type { PageSite } from '../../src/node/page/page-site.ts';
import { Managers } from '../parts/managers.tsx';
import { Rebalance } from '../parts/rebalance.tsx';
import { Card, Same, Word } from '../parts/small.tsx';
import type { Tone } from '../see/headline.ts';
import { type Bar, barsOf } from '../see/session-bars.ts';
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
      {inOrder(known).map((pool) => {
        const balance = known.balances.find((one) => one.pool === pool);
        return (
          <Card
            key={pool}
            title={`Sessions of pool ${pool}`}
            more={
              balance === undefined ? (
                <Same path="/status" cli="get servers" />
              ) : (
                <Same path="/balances" cli={`balance ${pool} --dry-run`} />
              )
            }
          >
            {balance !== undefined && (
              <p class="answer">
                <Word tone={link.value === 'live' ? TONES[balance.state] : 'unknown'}>{balance.state}</Word>{' '}
                {balance.says.replace(`${balance.state}: `, '')}
              </p>
            )}
            <Bars bars={barsOf(known, pool)} />
            {balance === undefined ? (
              <p class="dim">
                Not kept even: its pool has no <code>rebalance</code> in the spec.
              </p>
            ) : (
              <Rebalance balance={balance} />
            )}
          </Card>
        );
      })}
      <Managers />
    </>
  );
}

function Bars({ bars }: { readonly bars: readonly Bar[] }) {
  return (
    <ul class="bars">
      {bars.map(({ server, sessions, part, band, state, after }) => (
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
            {after !== undefined && (
              <rect class="after" x={after.part * 100 - 0.2} y="0" width="0.4" height="10" />
            )}
          </svg>
          <span class="count">
            {sessions} {state !== 'up' && <Word tone={state === 'down' ? 'bad' : 'warn'}>{state}</Word>}
            {band !== undefined && (
              <span class="dim">
                {' '}
                of {band.share} ± {band.slack}
                {after !== undefined && `, then ${after.sessions}`}
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Pools that are kept evenly spread first: those are what one comes here for. */
function inOrder({ view, balances }: PageSite): readonly string[] {
  const isKept = (pool: string) => balances.some((one) => one.pool === pool);
  const pools = Object.keys(view?.pools ?? {});
  return [...pools.filter(isKept), ...pools.filter((pool) => !isKept(pool))];
}
