import type { SiteView } from '../../node/status/site-view.ts';
import { type Paint, paint } from '../paint.ts';
import { momentWords } from '../time-words.ts';
import { applyLines } from './apply-lines.ts';
import { balanceLines } from './balance-lines.ts';
import { isOld } from './seen-words.ts';
import { findingLines, intentLines, redundancyLines } from './view-lines.ts';
import { memberTable } from './view-members.ts';
import { serverTable } from './view-servers.ts';
import { vipTable } from './view-vips.ts';

/** What a picture is made for. */
export interface Canvas {
  readonly colour: boolean;
  /** Columns of the terminal; undefined = as wide as it gets. */
  readonly width: number | undefined;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

/** The site for whoever is on call: one sentence, then what needs a person, who holds what, and what it stands on. */
export function printView(view: SiteView, canvas: Canvas): string {
  const ink = paint(canvas.colour);
  // What its own daemon has not looked at for a while is no verdict of now.
  const headInk = isOld(view.members[view.seenBy]?.ageMs)
    ? { ...ink, good: ink.dim, warn: ink.dim, bad: ink.dim }
    : ink;
  const heading = [
    verdictInk(view, headInk)(view.sentence),
    ink.dim(`seen by ${view.seenBy} at ${momentWords(view.observedAt, canvas.nowMs, { seconds: true })}`),
  ];
  const parts = [
    heading,
    applyLines(view.apply, canvas, ink),
    balanceLines(view.balances, ink),
    findingLines(view.findings, canvas, ink),
    vipTable(view, canvas, ink),
    redundancyLines(view, headInk),
    memberTable(view, canvas, ink),
    serverTable(view, canvas, ink),
    intentLines(view.intents, canvas, ink),
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => `${(typeof lines === 'string' ? lines : lines.join('\n')).trimEnd()}\n`)
    .join('\n');
}

function verdictInk({ verdict, redundancy }: SiteView, ink: Paint): (text: string) => string {
  if (verdict === 'down' || verdict === 'degraded') return ink.bad;
  if (verdict === 'unknown' || redundancy.level !== 'full') return ink.warn;
  return ink.good;
}
