import type { LiveHaproxy, ServerAdmin } from '../../engines/haproxy/runtime/live.ts';
import { planRuntime, type Removal } from '../../engines/haproxy/runtime/plan-runtime.ts';
import type { RuntimeStep } from '../../engines/haproxy/runtime/runtime-step.ts';
import type { HaproxyReload } from '../../foundation/control-protocol.ts';
import { areSameSockets } from '../../foundation/same-sockets.ts';
import type { FoundationConfig } from '../../release/foundation-config.ts';
import type { Forced } from './forced.ts';
import { lostSteps } from './lost-words.ts';
import type { NodeTexts } from './node-texts.ts';
import { readMeaning } from './read-meaning.ts';
import { wantedStates } from './wanted-states.ts';

/** What operators want beside what the files say, and how servers that go are let go. */
export interface ForceOrder {
  /** `pool/server` → its state. Default: what the file says of it. */
  readonly states?: ReadonlyMap<string, ServerAdmin>;
  /** Default: 30 s for the sessions of a server that goes, then they are cut. */
  readonly removal?: Removal;
}

/** How files come into force. */
export interface Way {
  readonly how: Forced['how'];
  /** What the foundation is asked for; undefined = nothing. */
  readonly reload: HaproxyReload | undefined;
  /** What the running HAProxy is told. */
  readonly steps: readonly RuntimeStep[];
  readonly notes: readonly string[];
}

export interface Situation {
  readonly order: ForceOrder;
  readonly wanted: NodeTexts;
  /** undefined = nothing was in force yet. */
  readonly inForce: NodeTexts | undefined;
  /** The running HAProxy, or why it cannot be asked. */
  readonly running: LiveHaproxy | string;
  /** It may have been told the half of the file in force only. */
  readonly isInterrupted: boolean;
}

/** Runtime first: a new HAProxy is started only where the running one cannot be told. */
export function decideWay(situation: Situation): Way {
  const { wanted, inForce, isInterrupted } = situation;
  if (inForce === undefined) return reloadBecause('when-changed', 'nothing was in force on this node yet');
  if (isInterrupted)
    return reloadBecause('anew', 'a former change was cut off while HAProxy was being told of it');
  const isSameFile = wanted['haproxy.cfg'] === inForce['haproxy.cfg'];
  if (!haveSameSockets(inForce, wanted))
    return reloadBecause('when-changed', `${nameOf(wanted)} inherits its listening sockets at a start only`);
  // nginx alone: it has nothing but its file, and reads it again without losing anything.
  if (wanted['haproxy.cfg'] === '') return sameFile({ ...situation, running: '' }, inForce);
  return isSameFile ? sameFile(situation, inForce) : otherFile(situation, inForce);
}

function otherFile({ order, wanted, running }: Situation, inForce: NodeTexts): Way {
  if (typeof running === 'string') return reloadBecause('when-changed', running);
  const after = readMeaning(wanted['haproxy.cfg']);
  const before = readMeaning(inForce['haproxy.cfg']);
  const states = wantedStates(after, order.states);
  const plan = planRuntime({ ...order, before, after, live: running, states });
  if ('needsReload' in plan) return reloadBecause('when-changed', ...inShort(plan.needsReload));
  return { how: 'runtime', reload: 'keep', ...plan };
}

/** What it lost or was told by others, it is told again. */
function sameFile({ order, wanted, running }: Situation, inForce: NodeTexts): Way {
  const isSame = (['foundation.json', 'keepalived.conf', 'nginx.conf'] as const).every(
    (path) => wanted[path] === inForce[path],
  );
  const reload = isSame ? undefined : 'when-changed';
  const isNginx = wanted['nginx.conf'] !== inForce['nginx.conf'];
  const how = isSame ? 'nothing' : isNginx ? 'reload' : 'keepalived';
  if (typeof running === 'string') return { how, reload, steps: [], notes: [] };
  const file = readMeaning(wanted['haproxy.cfg']);
  const states = wantedStates(file, order.states);
  const plan = planRuntime({ ...order, before: file, after: file, live: running, states });
  if ('needsReload' in plan) return { how, reload, steps: [], notes: inShort(plan.needsReload) };
  const steps = lostSteps(plan.steps);
  return { how: steps.length > 0 ? 'runtime' : how, reload, steps, notes: plan.notes };
}

/** A pool of hundreds gives as many reasons, all alike: two say it. */
function inShort(reasons: readonly string[]): readonly string[] {
  return reasons.length <= 3 ? reasons : [...reasons.slice(0, 2), `and ${reasons.length - 2} more reasons`];
}

function reloadBecause(reload: HaproxyReload, ...notes: string[]): Way {
  return { how: 'reload', reload, steps: [], notes };
}

function nameOf(wanted: NodeTexts): string {
  return wanted['haproxy.cfg'] === '' ? 'nginx' : 'HAProxy';
}

function haveSameSockets(one: NodeTexts, other: NodeTexts): boolean {
  const [former, latter] = [one, other].map((texts) => listenersIn(texts['foundation.json']));
  return former !== undefined && latter !== undefined && areSameSockets(former, latter);
}

/** undefined = the file is not one that a foundation has taken into force. */
function listenersIn(foundation: string): FoundationConfig['listeners'] | undefined {
  try {
    return (JSON.parse(foundation) as FoundationConfig).listeners;
  } catch {
    return undefined;
  }
}
