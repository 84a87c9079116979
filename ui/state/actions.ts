import type { SwitchoverOutcome } from '../../src/node/api/node-service.ts';
import type { Action } from './act.ts';
import { apiOf, ask } from './ask.ts';
import { site } from './link.ts';
import { wish } from './wish.ts';

/** Moves a VIP to another node. @param holders who has it now */
export function moveVip(vip: string, to: string, holders: readonly string[]): Action {
  const open = holders.reduce((sum, node) => sum + (site.value?.words[node]?.sessions[vip] ?? 0), 0);
  const ends =
    open === 0
      ? 'No session is open through it.'
      : `${open} open ${open === 1 ? 'session' : 'sessions'} through it end.`;
  return {
    title: `Move ${vip} to ${to}?`,
    cli: `switchover ${vip} --to ${to} --yes`,
    effect: `${to} takes ${vip} before ${holders.join(' and ') || 'nobody'} lets go of it: no new connection is lost. ${ends} It is refused when ${to} cannot serve.`,
    run: async () => (await ask<SwitchoverOutcome>(`${apiOf()}/switchover`, { vip, to })).sentence,
  };
}

/** Stops or frees the hand of a node's daemon. @param node null = of the whole site */
export function pauseHealing(node: string | null, paused: boolean): Action {
  const whose = node === null ? 'all daemons' : `the daemon of ${node}`;
  return {
    title: paused ? `Pause ${whose}?` : `Let ${whose} heal again?`,
    cli: `${paused ? 'pause' : 'resume'}${node === null ? '' : ` ${node}`}`,
    effect: paused
      ? 'It looks, tells and does what is ordered, and heals nothing. Traffic, failover and the foundation go on.'
      : 'What it sees wrong is mended again.',
    fields: paused ? ['reason', 'for'] : [],
    run: wish({ kind: 'pause', node, paused }),
  };
}
