import type { Wish } from '../../node/intents/intent.ts';

/** The views, by the keys 1 to 7. */
export const VIEW_NAMES = ['now', 'vips', 'nodes', 'pools', 'sessions', 'changes', 'timeline'] as const;
export type ViewName = (typeof VIEW_NAMES)[number];

export const VIEW_TITLES: Readonly<Record<ViewName, string>> = {
  now: 'Now',
  vips: 'VIPs',
  nodes: 'Nodes',
  pools: 'Pools',
  sessions: 'Sessions',
  changes: 'Changes',
  timeline: 'Timeline',
};

/** What the person at the keys has chosen. */
export interface TopState {
  readonly view: ViewName;
  /** view → what its lines must contain. */
  readonly filters: Partial<Readonly<Record<ViewName, string>>>;
  /** The filter is being written. */
  readonly isFiltering: boolean;
  readonly isHelp: boolean;
  /** view → the `id` of the row that is chosen. */
  readonly chosen: Partial<Readonly<Record<ViewName, string>>>;
  /** view → first line that is shown. */
  readonly scroll: Partial<Readonly<Record<ViewName, number>>>;
  readonly action: Action | undefined;
  /** One sentence at the bottom until the next key. */
  readonly note: string;
}

/** Something to be done to a server, from its form to its outcome. */
export interface Action {
  readonly pool: string;
  readonly server: string;
  readonly state: 'drain' | 'ready';
  readonly field: 'reason' | 'for';
  readonly reason: string;
  /** As it was written: `2h`; empty = until it is taken back. */
  readonly forText: string;
  readonly stage: 'form' | 'ask' | 'doing' | 'done';
  /** What is wrong with the form. */
  readonly trouble: string;
  /** What became of it, a sentence each. */
  readonly outcome: readonly string[];
  readonly isDone: boolean;
}

/** What a key makes happen outside of the screen. */
export type Order =
  | { readonly do: 'quit'; readonly code: number }
  | { readonly do: 'redraw' }
  | { readonly do: 'suspend' }
  | { readonly do: 'wish'; readonly wish: Wish; readonly why: string; readonly forMs: number | undefined };

export function beginTop(view: ViewName = 'now', filter = ''): TopState {
  return {
    view,
    filters: filter === '' ? {} : { [view]: filter },
    isFiltering: false,
    isHelp: false,
    chosen: {},
    scroll: {},
    action: undefined,
    note: '',
  };
}
