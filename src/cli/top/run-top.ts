import { siteWordsOf } from '../at-site.ts';
import { calm } from '../calm.ts';
import { operatorName } from '../operator-name.ts';
import { wantsColour } from '../paint.ts';
import { reasonOf } from '../reason-of.ts';
import type { SiteDoors, SiteOptions } from '../site-doors.ts';
import { frameOf } from './frame.ts';
import { pressKey } from './press-key.ts';
import { readOnlyBecause } from './read-only.ts';
import type { Seen } from './seen.ts';
import { type Listening, listenTo } from './site-listener.ts';
import { openTopScreen } from './top-screen.ts';
import type { Order, TopState } from './top-state.ts';

/** Ages grow without anything having happened. */
const TICK_MS = 500;
/** What comes at once is drawn once. */
const GATHER_MS = 15;

/** Draws the site and obeys the keys until somebody leaves, or `signal`; the answer is the exit code. */
export async function runTop(
  site: SiteDoors,
  options: SiteOptions,
  begin: TopState,
  signal: AbortSignal,
): Promise<number> {
  let state = begin;
  let timer: NodeJS.Timeout | undefined;
  const still = {
    lab: site.lab?.name,
    readOnly: readOnlyBecause(options),
    siteWords: siteWordsOf(options),
  };
  const seen = (): Seen => ({ ...still, ...factsOf(listening), nowMs: Date.now() });
  const draw = () => {
    timer = undefined;
    screen.draw(frameOf(state, seen(), screen.size()));
  };
  const soon = () => {
    timer ??= setTimeout(draw, GATHER_MS);
  };
  let quit = (_: number): void => undefined;
  const left = new Promise<number>((resolve) => (quit = resolve));
  const obey = (order: Order): void => {
    switch (order.do) {
      case 'quit':
        return quit(order.code);
      case 'redraw':
        return screen.forget();
      case 'suspend':
        screen.leave();
        process.once('SIGCONT', () => {
          screen.enter();
          soon();
        });
        process.kill(process.pid, 'SIGTSTP');
        return;
      case 'wish':
        void ask(listening, order).then(({ isDone, outcome }) => {
          if (state.action !== undefined) {
            state = { ...state, action: { ...state.action, stage: 'done', isDone, outcome } };
          }
          soon();
        });
    }
  };
  const onHangUp = () => quit(129);
  signal.addEventListener('abort', () => quit(0), { once: true });
  process.once('SIGHUP', onHangUp);
  const screen = openTopScreen({
    colour: wantsColour(process.stdout),
    onKey: (key) => {
      const pressed = pressKey(state, key, seen(), screen.size());
      state = pressed.state;
      if (pressed.order !== undefined) obey(pressed.order);
      soon();
    },
    onResize: soon,
  });
  // Only now: to load what draws takes longer than a node is waited for.
  const listening = listenTo(site, soon);
  const tick = setInterval(soon, TICK_MS);
  try {
    draw();
    return await left;
  } finally {
    clearInterval(tick);
    clearTimeout(timer);
    screen.close();
    listening.close();
    process.off('SIGHUP', onHangUp);
  }
}

export function factsOf({ site, events, revisions }: Listening): Pick<Seen, 'site' | 'events' | 'revisions'> {
  return { site: site(), events: events(), revisions: revisions() };
}

/** Asks all nodes for something in the operator's name, and says what each did about it. */
async function ask(
  listening: Listening,
  { wish, why, forMs }: Extract<Order, { do: 'wish' }>,
): Promise<{ readonly isDone: boolean; readonly outcome: readonly string[] }> {
  try {
    const { nodes, later } = await listening.door().ask({
      wish,
      who: operatorName(),
      ...(why === '' ? {} : { why }),
      ...(forMs === undefined ? {} : { forMs }),
    });
    const done = Object.entries(nodes).map(([node, sentence]) => `${node}: ${sentence}`);
    const missing = later.map((node) => `${node} does not answer; it gets this when it returns.`);
    return { isDone: true, outcome: calm([...done, ...missing]) };
  } catch (error) {
    return { isDone: false, outcome: [calm(reasonOf(error))] };
  }
}
