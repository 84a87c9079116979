import { stringify } from 'yaml';
import type { SiteView } from '../../node/status/site-view.ts';
import type { Paint } from '../paint.ts';
import { subjectWords, tailWords, wishWords } from './intent-words.ts';
import { type NodeEvent, printEvent } from './print-event.ts';
import { findingLines } from './view-lines.ts';

/** One thing with all that is known of it. */
export interface Described {
  readonly kind: string;
  readonly name: string;
  /** As the API gives it. */
  readonly item: object;
  readonly intents: SiteView['intents'];
  readonly findings: SiteView['findings'];
  /** The last ones that speak of it, of all nodes. */
  readonly events: readonly NodeEvent[];
}

/** For people: the facts as they are, then what was asked for, what needs a person, and what happened last. */
export function printDescribed(
  { kind, name, item, intents, findings, events }: Described,
  ink: Paint,
  nowMs: number,
): string {
  const facts = stringify(JSON.parse(JSON.stringify(item)), { lineWidth: 0 });
  const canvas = { colour: false, width: undefined, nowMs };
  const wishes = intents.map(
    (intent) => `  ${subjectWords(intent.wish)}: ${wishWords(intent.wish)}${tailWords(intent, nowMs)}`,
  );
  const width = Math.max(0, ...events.map(({ node }) => node.length));
  const parts = [
    `${ink.strong(`${kind.replace(/s$/, '')} ${name}`)}\n${indented(facts)}`,
    section('Asked for', wishes),
    section(
      'Findings',
      findingLines(findings, canvas, ink).map((line) => `  ${line}`),
    ),
    section(
      'Last events',
      events.map((event) => `  ${printEvent(event, ink, width).trimEnd()}`),
    ),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${title}:\n${lines.map((line) => `${line}\n`).join('')}`;
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
