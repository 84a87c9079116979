import type { ServerFacts } from '../../engines/haproxy/server-facts.ts';
import type { Pool, Server, Site } from '../../site/site.ts';
import { inForce } from '../intents/in-force.ts';
import type { Intent, Intents } from '../intents/intent.ts';
import { subjectOf } from '../intents/intent.ts';

export interface RuntimeWounds {
  /** What the running HAProxy lost of what its file says, one sentence each. */
  readonly lost: readonly string[];
  /** What somebody took out at HAProxy's socket and no intent tells of: left as it is, one sentence each. */
  readonly byHand: readonly string[];
}

/** Longer ago it was somebody else who took a server out. */
const JUST_NOW_MS = 600_000;

/**
 * What the running HAProxy does unlike the site that its file was compiled from. A server that gets sessions although it
 * should not, has another weight or is missing was lost. One that is out although it should serve may have been taken out by
 * a person who works on it: it is put back only when an intent about it ended just now, which says that it was us.
 * @param expected the site with the intents in force
 * @param intents all that are kept, ended ones too
 */
export function findRuntimeWounds(
  expected: Site,
  servers: readonly ServerFacts[],
  intents: Intents,
  nowMs: number,
): RuntimeWounds {
  const running = new Map(servers.map((fact) => [`${fact.pool}/${fact.server}`, fact]));
  const ended = endedJustNow(intents, nowMs);
  const lost: string[] = [];
  const byHand: string[] = [];
  for (const pool of expected.pools) {
    // nginx has nothing but its file.
    if (pool.engine !== 'haproxy') continue;
    for (const server of pool.servers) {
      const name = `${pool.name}/${server.name}`;
      const fact = running.get(name);
      const isOut = fact !== undefined && isTakenOut(server, fact);
      const isOurs = ended.has(`server-state/${name}`) || ended.has(`server-weight/${name}`);
      if (isOut && !isOurs) {
        byHand.push(
          `server ${name} was taken out at HAProxy's socket (${fact.state}), and no intent says so`,
        );
        continue;
      }
      const wound = isOut ? `it is out (${fact.state}) and should serve` : woundOf(pool, server, fact);
      if (wound !== undefined) lost.push(`server ${name}: ${wound}`);
    }
  }
  return { lost, byHand };
}

/** Subjects of the intents that ended, or were taken back, within the last minutes. */
function endedJustNow(intents: Intents, nowMs: number): ReadonlySet<string> {
  const force = new Set(inForce(intents, nowMs));
  const recent = intents.filter(
    (intent) => !force.has(intent) && nowMs - endOf(intent, nowMs) <= JUST_NOW_MS,
  );
  return new Set(recent.map(subjectOf));
}

function endOf({ at, until }: Intent, nowMs: number): number {
  const end = until === null ? Infinity : Date.parse(until);
  return end <= nowMs ? end : Date.parse(at);
}

function isTakenOut(server: Server, { state }: ServerFacts): boolean {
  if (server.disabled === true || server.weight === 0) return false;
  // A name that does not resolve is `maint` too, and no hand's work.
  return state === 'drain' || (state === 'maint' && !server.hostIsName);
}

function woundOf(pool: Pool, server: Server, fact: ServerFacts | undefined): string | undefined {
  if (fact === undefined) return 'it is missing';
  if (server.disabled === true) return fact.state === 'maint' ? undefined : 'it should be in maintenance';
  if (fact.state === 'maint')
    return server.hostIsName ? undefined : 'it should be drained, not in maintenance';
  // An agent on the server may change its weight, and raw words may name one.
  const isFree = /agent-check/.test(`${server.raw}${pool.raw.haproxy}`);
  if (fact.weight === undefined || isFree || fact.weight === server.weight) return undefined;
  return server.weight === 0
    ? 'it should be drained'
    : `its weight is ${fact.weight} and should be ${server.weight}`;
}
