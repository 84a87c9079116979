import type { Rule } from '../../../base/rule.ts';
import { settingOf, wordsOf } from './service.ts';
import type { ComposeSubject } from './subject.ts';

export const unknownService: Rule<ComposeSubject> = {
  code: 'compose/unknown-service',
  severity: 'error',
  title: 'A service that is not in the file',
  why: 'Compose refuses the whole file: nothing of it is started, not even what has no fault.',
  source: 'docker compose config: "depends on undefined service"',
  find: ({ compose }) => {
    const names = new Set(compose.services.map(({ name }) => name));
    if (compose.isPart) return [];
    return compose.services.flatMap((service) => {
      const mode = settingOf(service, 'network_mode')?.value;
      const joined = mode?.kind === 'scalar' ? /^service:(.+)$/.exec(mode.text)?.[1] : undefined;
      const named = [
        ...(mode === undefined || joined === undefined ? [] : [{ text: joined, at: mode.at }]),
        ...wordsOf(settingOf(service, 'depends_on')?.value),
      ];
      return named
        .filter(({ text }) => !names.has(text) && !text.includes('$'))
        .map(({ text, at }) => ({
          at,
          message: `${service.name} names the service ${text}, which is not in this file: Compose refuses all of it.`,
          remedy: `write the name of a service of this file${names.size > 0 ? ` (${[...names].join(', ')})` : ''}.`,
        }));
    });
  },
};
