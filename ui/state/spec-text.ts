import { signal } from '@preact/signals';
import type { History } from '../../src/node/api/node-service.ts';
import type { WholeRevision } from '../../src/node/state/revision.ts';
import { apiOf, ask } from './ask.ts';

/* The spec that is planned and linted in the page, as somebody may have changed it here. */

export const specFile = signal('holdfast.yaml');
/** undefined = it was not read yet. */
export const specText = signal<string | undefined>(undefined);

let first: Promise<void> | undefined;

/** The same as `loadSpec`, once: whichever view is opened first. @throws Refusal */
export function loadSpecOnce(): Promise<void> {
  first ??= loadSpec().catch((error: unknown) => {
    first = undefined;
    throw error;
  });
  return first;
}

/** Reads the file that was named on the command line, else what is in force. What somebody wrote meanwhile stays. @throws Refusal */
export async function loadSpec(): Promise<void> {
  const before = specText.value;
  const show = (text: string) => {
    if (specText.value === before) specText.value = text;
  };
  const named = await ask<{ file: string; text: string } | null>('/page/spec').catch(() => null);
  if (named !== null) {
    specFile.value = named.file;
    show(named.text);
    return;
  }
  const [current] = (await ask<History>(`${apiOf()}/revisions`)).revisions;
  if (current === undefined) return;
  show((await ask<WholeRevision>(`${apiOf()}/revisions/${current.number}`)).spec);
}
