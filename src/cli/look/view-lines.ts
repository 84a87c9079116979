import type { SiteView } from '../../node/status/site-view.ts';
import { atSite } from '../at-site.ts';
import type { Paint } from '../paint.ts';
import { momentWords } from '../time-words.ts';
import { subjectWords, tailWords, wantsSomething, wishWords } from './intent-words.ts';
import type { Canvas } from './print-view.ts';

/** Whether the site survives the loss of the holder, and why not. */
export function redundancyLines({ redundancy: { level, reasons } }: SiteView, ink: Paint): string[] {
  const colour = level === 'full' ? ink.good : level === 'none' ? ink.bad : ink.warn;
  return [`Redundancy: ${colour(level)}`, ...reasons.map((reason) => `  ${reason}`)];
}

/** What needs a person, each with what to do. */
export function findingLines(findings: SiteView['findings'], { nowMs }: Canvas, ink: Paint): string[] {
  return findings.flatMap(({ severity, code, node, about, message, remedy, at }) => {
    const colour = severity === 'critical' ? ink.bad : ink.warn;
    return [
      `${colour(severity === 'critical' ? 'CRITICAL' : 'WARNING')} ${code}  ${node}` +
        `${about === '' ? '' : ` ${about}`} ${ink.dim(`since ${momentWords(at, nowMs)}`)}`,
      `  ${message}`,
      ...(remedy === '' ? [] : [`  Fix: ${atSite(remedy)}`]),
    ];
  });
}

/** What operators asked for and no table shows: holders, and what is about nothing that is there. */
export function intentLines(intents: SiteView['intents'], { nowMs }: Canvas, ink: Paint): string[] {
  const lines = intents
    .filter(({ wish, idle }) => wantsSomething(wish) && (idle || wish.kind === 'vip-holder'))
    .map(
      (intent) =>
        `  ${subjectWords(intent.wish)}: ${wishWords(intent.wish)}${tailWords(intent, nowMs)}` +
        (intent.idle ? ink.dim(' - nothing of that name is in the site now') : ''),
    );
  return lines.length === 0 ? [] : ['Asked for:', ...lines];
}
