import { BLANK, labelled, type Row } from './row.ts';
import type { Seen } from './seen.ts';
import { commandOf, effectOf, titleOf } from './server-action.ts';
import { type Line, span } from './spans.ts';
import type { Action } from './top-state.ts';

/** What is about to be done: the command, what it will do, and one question; then what became of it. */
export function actionRows(action: Action, seen: Seen, width: number): readonly Row[] {
  const { stage, state } = action;
  return [
    ...labelled('', [span(titleOf(action), 'strong')], width),
    BLANK,
    ...effectOf(action, seen).flatMap((text, index) =>
      labelled(index === 0 ? 'Effect' : '', [span(text, text.startsWith('NO ') ? 'bad' : 'plain')], width),
    ),
    ...(state === 'ready' ? [] : fieldRows(action, width)),
    ...labelled('Command', [span(commandOf(action, seen))], width),
    BLANK,
    ...(stage === 'form' ? formRows(action, width) : []),
    ...(stage === 'ask' ? labelled('', [span('Do it?', 'warn'), span(' y = yes, n = no')], width) : []),
    ...(stage === 'doing' ? labelled('', [span('All nodes are asked …', 'warn')], width) : []),
    ...(stage === 'done' ? doneRows(action, width) : []),
  ];
}

function fieldRows({ reason, forText, field, stage }: Action, width: number): readonly Row[] {
  const line = (name: Action['field'], text: string, empty: string): Line => {
    const isHere = stage === 'form' && field === name;
    if (isHere) return [span(text), span(' ', 'chosen'), ...(text === '' ? [span(` ${empty}`, 'dim')] : [])];
    return text === '' ? [span(empty, 'dim')] : [span(text)];
  };
  return [
    ...labelled('Reason', line('reason', reason, 'shown to everybody who looks'), width),
    ...labelled('Ends in', line('for', forText, 'such as 2h; empty = when it is taken back'), width),
  ];
}

function formRows({ trouble, field }: Action, width: number): readonly Row[] {
  const next = field === 'reason' ? 'Enter = on to the end' : 'Enter = on to the question';
  return [
    ...(trouble === '' ? [] : labelled('', [span(trouble, 'bad')], width)),
    ...labelled('', [span(`${next}, Tab = the other field, Esc = do nothing`, 'dim')], width),
  ];
}

function doneRows({ isDone, outcome }: Action, width: number): readonly Row[] {
  return [
    ...outcome.flatMap((text, index) =>
      labelled(
        index === 0 ? (isDone ? 'Done' : 'NOT DONE') : '',
        [span(text, isDone ? 'plain' : 'bad')],
        width,
        isDone ? 'good' : 'bad',
      ),
    ),
    BLANK,
    ...labelled('', [span('any key = back', 'dim')], width),
  ];
}
