// accept-revisions DIR: accepts a second and a third revision with `keep` 2 and adds an intent, one step counted after the other.

import { addIntent } from '../../src/node/intents/add-intent.ts';
import { openState } from '../../src/node/state/open-state.ts';
import { acceptance } from './acceptance.ts';

const [, , dir] = process.argv;
const state = await openState(dir, { keep: 2 });
globalThis.countSteps?.(true);
const told = [];
const tell = (error) => told.push(error.code ?? `bug: ${error.stack}`);
await state.accept(acceptance('two')).catch(tell);
await state.accept(acceptance('three')).catch(tell);
const wish = { kind: 'server-state', pool: 'web', server: 'web1', state: 'drain' };
await state.changeIntents((now) => addIntent(now, { wish, who: 'ann' }, 'lb1', 0)).catch(tell);
globalThis.countSteps?.(false);
const { current, intents, troubles } = state;
process.stdout.write(
  JSON.stringify({
    current: current?.note,
    intents: intents.length,
    told,
    troubles: troubles.map(({ code }) => code),
  }),
);
