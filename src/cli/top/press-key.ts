import { firstLine, layout, type Size } from './frame.ts';
import type { Seen } from './seen.ts';
import { beginAction, endTrouble, orderOf } from './server-action.ts';
import { type Action, type Order, type TopState, VIEW_NAMES, type ViewName } from './top-state.ts';
import { chosenId } from './view-rows.ts';

export interface Pressed {
  readonly state: TopState;
  readonly order?: Order;
}

/** Longer texts than the API takes are not written. */
const LONGEST = { filter: 100, reason: 1024, for: 12 } as const;

/**
 * What a key does. Keys are named as Terminal-kit has them: `UP`, `PAGE_DOWN`, `ENTER`, `ESCAPE`, `CTRL_C`, else the letter.
 */
export function pressKey(before: TopState, key: string, seen: Seen, size: Size): Pressed {
  const state = before.note === '' ? before : { ...before, note: '' };
  if (key === 'CTRL_C') return { state, order: { do: 'quit', code: 130 } };
  if (key === 'CTRL_L') return { state, order: { do: 'redraw' } };
  if (key === 'CTRL_Z') return { state, order: { do: 'suspend' } };
  if (state.isHelp) return { state: { ...state, isHelp: false } };
  if (state.action !== undefined) return inAction(state, state.action, key);
  if (state.isFiltering) return { state: inFilter(state, key) };
  return inView(state, key, seen, size);
}

function inView(state: TopState, key: string, seen: Seen, size: Size): Pressed {
  const number = /^[1-7]$/.test(key) ? Number(key) - 1 : -1;
  const name = VIEW_NAMES[number];
  if (name !== undefined) return { state: { ...state, view: name } };
  switch (key) {
    case 'q':
      return { state, order: { do: 'quit', code: 0 } };
    case '?':
    case 'h':
      return { state: { ...state, isHelp: true } };
    case '/':
      return { state: { ...state, isFiltering: true } };
    case 'ESCAPE':
      return { state: setFilter(state, '') };
    case 'TAB':
    case 'RIGHT':
      return { state: { ...state, view: neighbour(state.view, 1) } };
    case 'SHIFT_TAB':
    case 'LEFT':
      return { state: { ...state, view: neighbour(state.view, -1) } };
    case 'd':
      return { state: beginDrain(state, seen, size) };
    default:
      return { state: move(state, key, seen, size) };
  }
}

function neighbour(view: ViewName, step: number): ViewName {
  const count = VIEW_NAMES.length;
  return VIEW_NAMES[(VIEW_NAMES.indexOf(view) + step + count) % count] ?? view;
}

function beginDrain(state: TopState, seen: Seen, size: Size): TopState {
  const id = chosenId(state, layout(state, seen, size).rows);
  if (id === undefined) return { ...state, note: 'Servers are drained on 4 Pools and 5 Sessions.' };
  if (seen.readOnly !== undefined) return { ...state, note: seen.readOnly };
  const action = beginAction(id, seen);
  return action === undefined ? state : { ...state, action };
}

/** Up and down: from one row that can be chosen to the next, else the lines themselves. */
function move(state: TopState, key: string, seen: Seen, size: Size): TopState {
  const { rows, body } = layout(state, seen, size);
  const steps: Readonly<Record<string, number>> = {
    UP: -1,
    k: -1,
    DOWN: 1,
    j: 1,
    PAGE_UP: -Math.max(1, body - 1),
    PAGE_DOWN: Math.max(1, body - 1),
    ' ': Math.max(1, body - 1),
    HOME: Number.NEGATIVE_INFINITY,
    g: Number.NEGATIVE_INFINITY,
    END: Number.POSITIVE_INFINITY,
    G: Number.POSITIVE_INFINITY,
  };
  const step = steps[key];
  if (step === undefined) return state;
  const clamp = (place: number, most: number) => Math.max(0, Math.min(most, place));
  const from = firstLine(state, rows, body);
  const ids = rows.flatMap(({ id }) => id ?? []);
  if (ids.length === 0) {
    const scroll = clamp(from + step, Math.max(0, rows.length - body));
    return { ...state, scroll: { ...state.scroll, [state.view]: scroll } };
  }
  const at = ids.indexOf(chosenId(state, rows) ?? '');
  const chosen = { ...state.chosen, [state.view]: ids[clamp(at + step, ids.length - 1)] ?? '' };
  const next = { ...state, chosen, scroll: { ...state.scroll, [state.view]: from } };
  return { ...next, scroll: { ...next.scroll, [state.view]: firstLine(next, rows, body) } };
}

function inFilter(state: TopState, key: string): TopState {
  if (key === 'ENTER' || key === 'KP_ENTER') return { ...state, isFiltering: false };
  if (key === 'ESCAPE') return { ...setFilter(state, ''), isFiltering: false };
  return setFilter(state, write(state.filters[state.view] ?? '', key, LONGEST.filter));
}

function setFilter(state: TopState, text: string): TopState {
  return {
    ...state,
    filters: { ...state.filters, [state.view]: text },
    scroll: { ...state.scroll, [state.view]: 0 },
  };
}

function inAction(state: TopState, action: Action, key: string): Pressed {
  const close = { state: { ...state, action: undefined } };
  switch (action.stage) {
    case 'form':
      return key === 'ESCAPE' ? close : { state: { ...state, action: inForm(action, key) } };
    case 'ask':
      if (key === 'y' || key === 'Y') {
        return { state: { ...state, action: { ...action, stage: 'doing' } }, order: orderOf(action) };
      }
      return /^(n|N|q|ESCAPE|ENTER|KP_ENTER)$/.test(key) ? close : { state };
    case 'doing':
      return { state };
    case 'done':
      return close;
  }
}

function inForm(action: Action, key: string): Action {
  const { field } = action;
  if (/^(TAB|SHIFT_TAB|UP|DOWN)$/.test(key)) {
    return { ...action, field: field === 'reason' ? 'for' : 'reason', trouble: '' };
  }
  if (key === 'ENTER' || key === 'KP_ENTER') {
    if (field === 'reason') return { ...action, field: 'for', trouble: '' };
    const trouble = endTrouble(action);
    return trouble === '' ? { ...action, stage: 'ask', trouble } : { ...action, trouble };
  }
  return field === 'reason'
    ? { ...action, reason: write(action.reason, key, LONGEST.reason) }
    : { ...action, forText: write(action.forText, key, LONGEST.for), trouble: '' };
}

/** The text after one more key: a letter, or one that takes letters away. */
function write(text: string, key: string, most: number): string {
  if (key === 'BACKSPACE' || key === 'CTRL_H') return [...text].slice(0, -1).join('');
  if (key === 'CTRL_U') return '';
  if (key === 'CTRL_W') return text.replace(/\S*\s*$/, '');
  return [...key].length === 1 && text.length < most ? text + key : text;
}
