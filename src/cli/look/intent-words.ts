import type { Intent, Wish } from '../../node/intents/intent.ts';
import { momentWords } from '../time-words.ts';

/** What is wanted, without of whom: `drain`, `weight 50`, `held by lb2`. */
export function wishWords(wish: Wish): string {
  switch (wish.kind) {
    case 'server-state':
      return wish.state;
    case 'server-weight':
      return wish.weight === null ? 'weight as the spec says' : `weight ${wish.weight}`;
    case 'vip-holder':
      return wish.node === null ? 'held as the spec says' : `held by ${wish.node}`;
    case 'manager':
      return wish.address === null ? 'gone from the cluster' : `in the cluster, at ${wish.address}`;
    case 'pause':
      return wish.paused ? 'paused' : 'not paused';
  }
}

/** Of whom: `web/web1`, `VIP edge`, `lb1`, `the whole site`. */
export function subjectWords(wish: Wish): string {
  switch (wish.kind) {
    case 'server-state':
    case 'server-weight':
      return `${wish.pool}/${wish.server}`;
    case 'vip-holder':
      return `VIP ${wish.vip}`;
    case 'manager':
      return `manager ${wish.manager}`;
    case 'pause':
      return wish.node ?? 'the whole site';
  }
}

/** ` by anna until 16:00 UTC (kernel update)`. */
export function tailWords({ who, why, until }: Pick<Intent, 'who' | 'why' | 'until'>, nowMs: number): string {
  return ` by ${who}${until === null ? '' : ` until ${momentWords(until, nowMs)}`}${why === '' ? '' : ` (${why})`}`;
}

/** Whether it wants something, or takes back what was wanted before. */
export function wantsSomething(wish: Wish): boolean {
  switch (wish.kind) {
    case 'server-state':
      return wish.state !== 'ready';
    case 'server-weight':
      return wish.weight !== null;
    case 'vip-holder':
      return wish.node !== null;
    case 'manager':
      return wish.address !== null;
    case 'pause':
      return wish.paused;
  }
}
