// end-trial DIR keep|undo: begins a trial on the ground in DIR and ends it, one step on the disk counted after the other.

import { Trials } from '../../src/node/apply/trials.ts';
import { openTrialGround, orderOf } from './trial-ground.ts';

const [, , dir, end] = process.argv;
const { ports, state, inForce } = await openTrialGround(dir);
const trials = new Trials(ports);
await trials.resume();
const order = orderOf();
const told = [];
const tell = (error) => told.push(error.code ?? `bug: ${error.stack}`);
globalThis.countSteps?.(true);
await trials.start(order).catch(tell);
await trials[end](order.apply).catch(tell);
globalThis.countSteps?.(false);
const { current } = state;
process.stdout.write(JSON.stringify({ current: current?.number, inForce: await inForce(), told }));
