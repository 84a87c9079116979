import { parseDuration } from '../../base/duration.ts';
import { quoteWord } from '../../lab/shell-word.ts';
import type { Wish } from '../../node/intents/intent.ts';
import type { Seen } from './seen.ts';
import type { Action } from './top-state.ts';

/** What the API takes at most. */
const LONGEST_MS = 3650 * 86_400_000;

/** Of a server that is in: drain it; of one that somebody took out: bring it back. */
export function beginAction(id: string, { site }: Seen): Action | undefined {
  const [pool = '', server = ''] = id.split('/');
  if (site?.view?.pools[pool]?.servers[server] === undefined) return undefined;
  const isOut = site.view.intents.some(
    ({ wish }) =>
      wish.kind === 'server-state' && wish.pool === pool && wish.server === server && wish.state !== 'ready',
  );
  return {
    pool,
    server,
    state: isOut ? 'ready' : 'drain',
    field: 'reason',
    reason: '',
    forText: '',
    stage: isOut ? 'ask' : 'form',
    trouble: '',
    outcome: [],
    isDone: false,
  };
}

export function titleOf({ pool, server, state }: Action): string {
  return `${state === 'drain' ? 'Drain' : 'Bring back'} ${pool}/${server}`;
}

/** The command that does the same. */
export function commandOf({ pool, server, state, reason, forText }: Action, { siteWords }: Seen): string {
  const why = reason.trim() === '' ? '' : ` --reason ${quoteWord(reason.trim())}`;
  const end = forText.trim() === '' ? '' : ` --for ${quoteWord(forText.trim())}`;
  return `holdfast server ${state} ${pool}/${server}${why}${end}${siteWords}`;
}

/** What it will do, a sentence each; the loud one last. */
export function effectOf({ pool, server, state }: Action, { site }: Seen): readonly string[] {
  const servers = site?.view?.pools[pool]?.servers ?? {};
  const open = servers[server]?.sessions ?? 0;
  if (state === 'ready') return ['It gets sessions again, as the spec says.'];
  const others = Object.entries(servers).filter(([name, one]) => name !== server && one.state === 'up');
  return [
    `It gets no new sessions; ${openWords(open)}. Every node keeps it so over reload, failover and restart.`,
    others.length > 0
      ? `${others.length} other ${others.length === 1 ? 'server' : 'servers'} of ${pool} ${others.length === 1 ? 'is' : 'are'} up.`
      : `NO OTHER SERVER of ${pool} is up: new sessions will be refused.`,
  ];
}

function openWords(open: number): string {
  if (open === 0) return 'none is open now';
  return open === 1 ? 'the one that is open goes on' : `the ${open} that are open go on`;
}

/** Why what was written as the end is none; empty = it is one. */
export function endTrouble({ forText }: Action): string {
  if (forText.trim() === '') return '';
  const ms = parseDuration(forText.trim());
  return ms === undefined || ms <= 0 || ms > LONGEST_MS ? 'Write a duration such as 30m or 2h.' : '';
}

export function orderOf({ pool, server, state, reason, forText }: Action): {
  readonly do: 'wish';
  readonly wish: Wish;
  readonly why: string;
  readonly forMs: number | undefined;
} {
  return {
    do: 'wish',
    wish: { kind: 'server-state', pool, server, state },
    why: reason.trim(),
    forMs: forText.trim() === '' ? undefined : parseDuration(forText.trim()),
  };
}
