import { foldEvents, toneOf } from '../../../../ui/see/events.ts';
import { clockWords } from '../../../../ui/see/time-words.ts';
import { labelled, type Row } from '../row.ts';
import { inkOf, type Seen } from '../seen.ts';
import { clipText, fillLine, type Line, lineWidth, span, wrapLine } from '../spans.ts';

const MOST_LINES = 500;
const WORDS: Readonly<Record<ReturnType<typeof toneOf>, string>> = {
  bad: '!',
  warn: '~',
  good: '+',
  plain: ' ',
};

/** What happened, told by all nodes, as one; the newest first. */
export function timelineRows({ events, nowMs }: Seen, width: number): readonly Row[] {
  const told = foldEvents(events).slice(-MOST_LINES).toReversed();
  if (told.length === 0) return labelled('Timeline', [span('nothing was told yet', 'dim')], width);
  const nodes = Math.min(12, Math.max(...told.map(({ by }) => by.join(' ').length)));
  return told.flatMap(({ event, by }) => {
    const tone = toneOf(event.kind);
    const head: Line = [
      span(`${clockWords(Date.parse(event.at), nowMs, 'UTC')} `, 'dim'),
      span(`${WORDS[tone]} `, inkOf(tone === 'plain' ? 'plain' : tone)),
      ...fillLine([span(clipText(by.join(' '), nodes))], nodes),
      span(' '),
    ];
    const indent = Math.min(lineWidth(head), Math.floor(width / 2));
    const text = [span(`${event.kind} `, inkOf(tone === 'plain' ? 'plain' : tone)), span(event.text)];
    const find = `${event.kind} ${event.text} ${by.join(' ')}`;
    return wrapLine(text, width - indent).map((line, index) => ({
      line: [...fillLine(index === 0 ? head : [], indent), ...line],
      find,
    }));
  });
}
