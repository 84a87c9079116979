import type { TellStep } from '../../host/adopt/run-adoption.ts';
import { say } from '../say.ts';

/** `[2/9] stop keepalived.service`. */
export const tellStep: TellStep = (words, index, count) =>
  say(count === 0 ? words : `[${index}/${count}] ${words}`);
