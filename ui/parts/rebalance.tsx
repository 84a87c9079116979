import type { BalanceRun, BalanceView } from '../../src/node/balance/balance-view.ts';
import { balanceRuns } from '../see/balance-runs.ts';
import { spanWords } from '../see/time-words.ts';
import { apiOf, ask } from '../state/ask.ts';
import { events, nowMs } from '../state/link.ts';
import { ActButton } from './act.tsx';
import { Heads, Moment, Word } from './small.tsx';

const MEANS: Readonly<Record<BalanceRun['by'], string>> = {
  'wazuh-api': 'by the Wazuh API, which asks agents to connect again',
  sessions: 'by closing idle sessions, whose clients connect again',
};

/** What moving sessions would come to, how it goes on, and what former runs came to. */
export function Rebalance({ balance }: { readonly balance: BalanceView }) {
  const { pool, plan, takesMs, by, run, decider, mode, now } = balance;
  const sum = Object.values(plan?.moves ?? {}).reduce((all, count) => all + count, 0);
  const isOn = run !== undefined && run.ended === undefined;
  return (
    <>
      {plan !== undefined && sum > 0 && !isOn && (
        <div class="scroll" role="region" aria-label={`the plan for ${pool}`} tabIndex={0}>
          <table class="plan-table">
            <caption>
              The plan{takesMs !== undefined && ` takes about ${spanWords(takesMs)}`}
              {by !== undefined && `, ${MEANS[by]}`}
            </caption>
            <Heads titles={['server', 'now', 'should have', 'leave it', 'afterwards']} />
            <tbody>
              {Object.entries(now).map(([server, count]) => (
                <tr key={server}>
                  <th scope="row">{server}</th>
                  <td>{count}</td>
                  <td>{plan.shares[server] ?? '–'}</td>
                  <td>{plan.moves[server] ?? 0}</td>
                  <td>{plan.predicted[server] ?? '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {isOn && <Progress run={run} />}
      <p class="dim">
        {decider === undefined
          ? 'Nobody decides: no node holds the VIP.'
          : `${decider} decides, as the holder.`}{' '}
        {MODES[mode]}
      </p>
      <div class="buttons">
        {isOn ? (
          <ActButton
            label="Stop"
            action={() => ({
              title: `Stop spreading the sessions of ${pool}?`,
              cli: `balance ${pool} --stop`,
              effect: 'What was moved stays where it is. By itself nothing is moved again for a while.',
              run: async () => (await ask<BalanceView>(`${apiOf()}/balances/${pool}/stop`, {})).says,
            })}
          />
        ) : (
          <ActButton label="Spread them now" disabled={sum === 0} action={() => spreading(balance, sum)} />
        )}
      </div>
      <History pool={pool} />
    </>
  );
}

const MODES: Readonly<Record<BalanceView['mode'], string>> = {
  on: 'Mode on: it begins by itself when the counts have been quiet for long enough.',
  suggest: 'Mode suggest: it is planned, and begins when somebody says so.',
  off: 'Mode off: nothing is moved by itself.',
};

function spreading({ pool, plan, takesMs, by = 'sessions', now }: BalanceView, sum: number) {
  const after = Object.keys(now).map(
    (server) => `${server} ${now[server]} → ${plan?.predicted[server] ?? '?'}`,
  );
  return {
    title: `Spread the sessions of ${pool}?`,
    cli: `balance ${pool} --yes`,
    effect: `${sum} sessions move in small handfuls, ${MEANS[by]}${takesMs === undefined ? '' : `; it takes about ${spanWords(takesMs)}`}. ${after.join(', ')}. No engine is reloaded, the others stay as they are, and it stops by itself when something is not as expected.`,
    run: async () => {
      const { says } = await ask<BalanceView>(`${apiOf()}/balances/${pool}`, {});
      return `It has begun: ${says}. How it goes on stands on this page.`;
    },
  };
}

function Progress({ run: { moved, of, by, who, says, startedAt } }: { readonly run: BalanceRun }) {
  const tookMs = Math.max(0, nowMs.value - Date.parse(startedAt));
  return (
    <div class="running" role="status">
      <p class="answer">
        <Word tone="warn">moving</Word> <b>{moved}</b> of {of}, {MEANS[by]}
      </p>
      <progress value={moved} max={Math.max(1, of)} aria-label="sessions moved" />
      <p class="dim">
        for {who}, on for {spanWords(tookMs)}. {says}
      </p>
    </div>
  );
}

const MOST_RUNS = 8;

function History({ pool }: { readonly pool: string }) {
  const runs = balanceRuns(events.value, pool).slice(0, MOST_RUNS);
  if (runs.length === 0) return <p class="dim">No run stands in the journals that were read.</p>;
  return (
    <div class="scroll" role="region" aria-label={`runs of ${pool}`} tabIndex={0}>
      <table>
        <caption>Runs so far</caption>
        <Heads titles={['when', 'for', 'how', 'moved', 'took', 'before → expected']} />
        <tbody>
          {runs.map(({ run, at, who, how, moved, of, tookMs, before, predicted, says }) => (
            <tr key={run}>
              <th scope="row">
                <Moment at={at} />
              </th>
              <td>{who}</td>
              <td>
                <Word tone={how === 'balanced' ? 'good' : how === 'stopped' ? 'warn' : 'unknown'}>
                  {how ?? 'begun'}
                </Word>
                {how === 'stopped' && <div class="dim">{says}</div>}
              </td>
              <td>
                {moved ?? '…'} of {of}
              </td>
              <td>{tookMs === undefined ? '…' : spanWords(tookMs)}</td>
              <td class="dim">{before === '' ? '–' : `${before} → ${predicted}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
