import { parseCompose } from '../../src/foreign/compose/grammar/parse-compose.ts';
import type { ComposeSubject } from '../../src/foreign/compose/rules/subject.ts';
import { lintContext } from './lint-subjects.ts';

/** What a rule of compose files sees of `docker-compose.yml` with this text. */
export function composeSubject(text: string): ComposeSubject {
  return { compose: parseCompose(text, 'docker-compose.yml').compose, context: lintContext() };
}
