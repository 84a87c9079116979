import { parseCompose } from '../../src/foreign/compose/grammar/parse-compose.ts';
import type { ComposeSubject } from '../../src/foreign/compose/rules/subject.ts';
import { lintContext } from './lint-subjects.ts';

/** A file in which `ka` (at 6:3) is a member of the network of `node`; `more` are further lines of `ka`, indented by four. */
export function memberOfNode(more = ''): string {
  return `services:
  node:
    image: alpine
    command: sleep infinity
    restart: always
  ka:
    image: osixia/keepalived:2
    network_mode: service:node
${more}`;
}

/** What a rule of compose files sees of `docker-compose.yml` with this text. */
export function composeSubject(text: string): ComposeSubject {
  return { compose: parseCompose(text, 'docker-compose.yml').compose, context: lintContext() };
}
