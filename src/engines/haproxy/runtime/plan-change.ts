import { addedWords, scoutWords } from './added-words.ts';
import { isSafeName } from './commands.ts';
import type { LiveServer, ServerAdmin } from './live.ts';
import { loadedFiles } from './plan-addition.ts';
import type { PoolOrder } from './plan-pool.ts';
import { join, NOTHING, needsReload, type Planned } from './planned.ts';
import type { RuntimeStep } from './runtime-step.ts';
import type { WantedPool, WantedServer } from './wanted.ts';

/** A server that runs and stays: address, weight, limit and state; anything else is read at a start only. */
export function planChange(
  order: PoolOrder,
  former: WantedServer,
  wanted: WantedServer,
  running: LiveServer,
): Planned {
  const name = `${wanted.pool}/${wanted.name}`;
  if (former.fixed !== wanted.fixed) return needsReload(changedWords(name, former, wanted));
  const isSame = running.weight === wanted.weight && running.maxconn === wanted.maxconn;
  const uncertain = former.isUncertain || wanted.isUncertain;
  if (uncertain && (!isSame || !isAt(running, wanted)))
    return needsReload(`server ${name} depends on a condition or the environment`);
  const state = wantedState(order, former, wanted, running);
  const planned = join([
    planAddress(order, wanted, running, state),
    planWeight(order, former, wanted, running),
    planLimit(wanted, running),
    state === running.admin
      ? NOTHING
      : only({ kind: 'state', pool: wanted.pool, server: wanted.name, to: state }),
  ]);
  const isSafe = isSafeName(wanted.pool) && isSafeName(wanted.name);
  return isSafe || planned.steps.length === 0
    ? planned
    : needsReload(`server ${name} has a name that cannot be written in a command`);
}

function planAddress(
  order: PoolOrder,
  wanted: WantedServer,
  running: LiveServer,
  state: ServerAdmin,
): Planned {
  const { place, pool, name } = wanted;
  if (place === undefined || isAt(running, wanted)) return NOTHING;
  const { reasons } = addedWords(order.pool, wanted, order.abilities, loadedFiles(order.former.servers));
  const isServing = running.admin === 'ready' && state === 'ready';
  return only({
    kind: 'address',
    pool,
    server: name,
    ...place,
    formerHost: running.host,
    formerPort: running.port,
    // Where no server can be added, none can go ahead to look.
    scout: isServing && reasons.length === 0 ? scoutWords(wanted) : undefined,
    isChecked: wanted.isChecked,
    admin: running.admin,
  });
}

function planWeight(
  { pool }: PoolOrder,
  former: WantedServer,
  wanted: WantedServer,
  running: LiveServer,
): Planned {
  const { weight } = wanted;
  // The agent on the server says how much of it is in force.
  if (wanted.hasAgent)
    return weight === former.weight
      ? NOTHING
      : needsReload(`the weight of ${wanted.pool}/${wanted.name} changes, and its agent sets a share of it`);
  return weightStep(pool, wanted, running);
}

function weightStep(pool: WantedPool, wanted: WantedServer, running: LiveServer): Planned {
  const { weight } = wanted;
  const former = running.weight;
  if (weight === former) return NOTHING;
  const step = { kind: 'weight', pool: wanted.pool, server: wanted.name, weight, former } as const;
  if (pool.algorithm !== 'static') return only({ ...step, value: String(weight) });
  if (weight === 0) return only({ ...step, value: '0%' });
  if (weight === running.initialWeight) return only({ ...step, value: '100%' });
  return needsReload(
    `the weight of ${wanted.pool}/${wanted.name} changes, and its pool is balanced by a fixed table`,
  );
}

function planLimit(wanted: WantedServer, running: LiveServer): Planned {
  const { maxconn } = wanted;
  if (maxconn === running.maxconn) return NOTHING;
  if (wanted.options.some(({ name }) => name === 'minconn'))
    return needsReload(`the limit of ${wanted.pool}/${wanted.name} moves between "minconn" and "maxconn"`);
  return only({ kind: 'server-limit', pool: wanted.pool, server: wanted.name, maxconn });
}

/** What operators want; else what the new file says anew; else as it is. */
function wantedState(
  { states }: PoolOrder,
  former: WantedServer,
  wanted: WantedServer,
  running: LiveServer,
): ServerAdmin {
  const intent = states.get(`${wanted.pool}/${wanted.name}`);
  if (intent !== undefined) return intent;
  if (former.isDisabled === wanted.isDisabled) return running.admin;
  return wanted.isDisabled ? 'maint' : 'ready';
}

function isAt(running: LiveServer, { place }: WantedServer): boolean {
  return place === undefined || (running.host === place.host && running.port === place.port);
}

function changedWords(name: string, former: WantedServer, wanted: WantedServer): string {
  const old = former.fixed.split('\n');
  const fresh = wanted.fixed.split('\n');
  const word =
    fresh.find((line) => !old.includes(line)) ?? old.find((line) => !fresh.includes(line)) ?? 'address';
  return `server ${name} changes "${word.split(' ')[0]}", which is read at a start only`;
}

function only(step: RuntimeStep): Planned {
  return { ...NOTHING, steps: [step] };
}
