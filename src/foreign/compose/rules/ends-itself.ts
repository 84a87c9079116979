import type { ComposeService } from '../grammar/tree.ts';
import { entryOf, settingOf, wordsOf } from './service.ts';

/** Its health check ends the container (or asks a variable, which may): in a network that is gone it does not stay. */
export function endsItself(service: ComposeService): boolean {
  const test = entryOf(settingOf(service, 'healthcheck')?.value, 'test')?.value;
  return wordsOf(test).some(({ text }) => /\bkill\b|\$/.test(text));
}
