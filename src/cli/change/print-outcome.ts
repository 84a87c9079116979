import type { ApplyProgress } from '../../node/apply/apply-progress.ts';
import { atSite } from '../at-site.ts';
import type { Paint } from '../paint.ts';
import { momentWords, untilWords } from '../time-words.ts';

/** How an apply ended, or how to keep it when it waits for that. */
export function printOutcome(
  progress: ApplyProgress,
  wanted: ApplyProgress['stage'],
  ink: Paint,
  nowMs: number,
): string {
  const { stage, sentence, fault, confirmBy, revision } = progress;
  const colour = stage === wanted ? ink.good : stage === 'unconfirmed' ? ink.warn : ink.bad;
  const lines = [colour(sentence)];
  if (stage === 'unconfirmed' && confirmBy !== undefined) {
    lines.push(
      `Revision ${revision} is taken back by itself ${untilWords(confirmBy, nowMs)} ` +
        `(${momentWords(confirmBy, nowMs, { seconds: true })}) unless you keep it:`,
      `  ${atSite('holdfast confirm')}`,
    );
  }
  if (fault !== undefined && stage !== wanted) {
    // Nothing twice: at 3 AM each line is read as something new.
    const message = sentence.includes(fault.message) ? [] : [`  ${fault.message}`];
    const seen = fault.evidence
      .split('\n')
      .filter((line) => line.trim() !== '' && !fault.message.includes(line.trim()));
    lines.push(
      `${fault.code}`,
      ...message,
      ...seen.map((line) => `  | ${line}`),
      `  Fix: ${atSite(fault.remedy)}`,
    );
  }
  return lines.map((line) => `${line}\n`).join('');
}
