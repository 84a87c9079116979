import type { IntentOutcome } from '../../node/api/node-service.ts';
import { subjectWords, tailWords, wishWords } from '../look/intent-words.ts';
import type { Paint } from '../paint.ts';

/** What was asked for, what each node did about it, and who gets it later. */
export function printIntent({ intent, nodes, later }: IntentOutcome, ink: Paint, nowMs: number): string {
  const lines = [
    `${subjectWords(intent.wish)}: ${wishWords(intent.wish)}${tailWords(intent, nowMs)}`,
    ...Object.entries(nodes).map(([node, sentence]) => `  ${node}: ${sentence}`),
    ...later.map((node) => ink.warn(`  ${node} does not answer; it gets this when it returns`)),
  ];
  return lines.map((line) => `${line}\n`).join('');
}
