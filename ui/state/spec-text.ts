import { signal } from '@preact/signals';
import type { History } from '../../src/node/api/node-service.ts';
import type { WholeRevision } from '../../src/node/state/revision.ts';
import { apiOf, ask } from './ask.ts';

/* The spec that is planned and linted in the page, as somebody may have changed it here. */

export const specFile = signal('holdfast.yaml');
/** undefined = it was not read yet. */
export const specText = signal<string | undefined>(undefined);

/** Reads the file that was named on the command line, else what is in force. @throws Refusal */
export async function loadSpec(): Promise<void> {
  const named = await ask<{ file: string; text: string } | null>('/page/spec').catch(() => null);
  if (named !== null) {
    specFile.value = named.file;
    specText.value = named.text;
    return;
  }
  const [current] = (await ask<History>(`${apiOf()}/revisions`)).revisions;
  if (current === undefined) return;
  specText.value = (await ask<WholeRevision>(`${apiOf()}/revisions/${current.number}`)).spec;
}
