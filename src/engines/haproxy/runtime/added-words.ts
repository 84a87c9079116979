import type { RuntimeAbilities } from './abilities.ts';
import { isSafeName, isSafeWord } from './commands.ts';
import type { WantedPool, WantedServer } from './wanted.ts';

export interface AddedWords {
  readonly words: readonly string[];
  /** Why such a server cannot be added while HAProxy runs; empty when it can. */
  readonly reasons: readonly string[];
}

/** They undo what an added server does not have in the first place: `default-server` does not reach it. */
const UNDOING = new Set(
  'no-agent-check no-backup no-check no-check-ssl no-send-proxy no-send-proxy-v2 no-ssl no-verifyhost stick ssl-reuse enabled disabled'.split(
    ' ',
  ),
);
/** Files that HAProxy does not open while it runs: they must be loaded for another server already. */
const FILES = new Set(['ca-file', 'crl-file', 'crt']);

/**
 * The words behind the address in `add server` that make a server what the file makes it.
 * @param loaded `ca-file PATH` and the like of servers that run
 */
export function addedWords(
  pool: WantedPool,
  server: WantedServer,
  abilities: RuntimeAbilities,
  loaded: ReadonlySet<string>,
): AddedWords {
  const name = `server ${server.pool}/${server.name}`;
  const options = server.options.filter((option) => !UNDOING.has(option.name));
  const reasons = [
    ...(abilities.addsServers ? [] : [`${name} is new, and this HAProxy is too old to add servers safely`]),
    ...(pool.algorithm === 'dynamic' || pool.algorithm === 'ordered'
      ? []
      : [`${name}: servers cannot be added to a pool that is balanced by a hash or a fixed table`]),
    ...(isSafeName(server.pool) && isSafeName(server.name)
      ? []
      : [`${name} has a name that cannot be written in a command`]),
    ...(server.place === undefined
      ? [`${name} has no IP address with a port, and a name is resolved at a start only`]
      : []),
    ...(server.isUncertain ? [`${name} depends on a condition or the environment`] : []),
    ...options
      .filter((option) => abilities.refusedWords.has(option.name))
      .map((option) => `${name} has "${option.name}", which an added server cannot have`),
    ...options
      .filter(({ values }) => !values.every(isSafeWord))
      .map((option) => `${name}: the value of "${option.name}" cannot be written in a command`),
    ...options
      .filter((option) => FILES.has(option.name) && !loaded.has(`${option.name} ${option.values[0]}`))
      .map((option) => `${name} needs ${option.values[0]}, which HAProxy has not loaded`),
  ];
  return { words: options.flatMap((option) => [option.name, ...option.values]), reasons };
}

/** Checks in quick succession, and no traffic ever: how a scout is made of the server that it goes before. */
const SCOUT_INTERVAL = '20ms';
const SCOUT_DROPS = new Set(['inter', 'fastinter', 'downinter', 'slowstart', 'id', 'agent-check', 'maxconn']);

/** undefined = nothing is checked that a scout could tell. */
export function scoutWords(server: WantedServer): readonly string[] | undefined {
  const isTracking = server.options.some(({ name }) => name === 'track');
  if (!server.isChecked || isTracking) return undefined;
  const kept = server.options.filter(({ name }) => !SCOUT_DROPS.has(name) && !UNDOING.has(name));
  return [...kept.flatMap(({ name, values }) => [name, ...values]), 'inter', SCOUT_INTERVAL];
}
