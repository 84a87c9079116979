import type { Option, Proxy, Server } from '../../engines/haproxy/meaning/meaning.ts';
import type { Found } from './found.ts';
import type { LineRef } from './plan.ts';
import { refusesAddress, refusesToAdd, refusesToRemove, refusesWeight } from './runtime-refusals.ts';
import { sectionWords } from './section-words.ts';

/** The servers of one pool: who comes, who goes, what is different of those who stay. */
export function compareServers(before: Proxy, after: Proxy): Found[] {
  const former = new Map(before.servers.map((server) => [server.name, server]));
  const next = new Map(after.servers.map((server) => [server.name, server]));
  return [
    ...after.servers.flatMap((server) => {
      const other = former.get(server.name);
      return other === undefined ? [added(after, server)] : kept(before, after, other, server);
    }),
    ...before.servers.filter(({ name }) => !next.has(name)).map((server) => removed(before, server)),
  ];
}

function added(pool: Proxy, server: Server): Found {
  const text = `server ${server.name} ${addressOf(server)} is added`;
  return atRunTime(pool, server, 'whole', text, refusesToAdd(pool, server), [lineOf('after', server)]);
}

function removed(pool: Proxy, server: Server): Found {
  const text = `server ${server.name} ${addressOf(server)} is removed`;
  const found = atRunTime(pool, server, 'whole', text, refusesToRemove(pool, server), [
    lineOf('before', server),
  ]);
  return { ...found, reason: found.reason ?? 'its sessions end before it goes' };
}

function kept(before: Proxy, after: Proxy, former: Server, next: Server): Found[] {
  const lines = [lineOf('before', former), lineOf('after', next)];
  const found: Found[] = [];
  if (addressOf(former) !== addressOf(next)) {
    const text = `server ${next.name} moves from ${addressOf(former)} to ${addressOf(next)}`;
    found.push(atRunTime(after, next, 'address', text, refusesAddress(former, next), lines));
  }
  for (const name of ownOptions(former, next)) {
    const [was, becomes] = [ownOption(former, name), ownOption(next, name)];
    if (was === becomes) continue;
    const text = `server ${next.name}: ${name} ${was ?? 'nothing'} becomes ${becomes ?? 'nothing'}`;
    found.push(atRunTime(after, next, name, text, refusesOption(before, name, becomes), lines));
  }
  return found;
}

function refusesOption(pool: Proxy, name: string, becomes: string | undefined): string | undefined {
  if (name === 'weight') return refusesWeight(pool);
  if (name === 'maxconn') return undefined;
  if (name === 'port' && becomes !== undefined) return undefined;
  return `HAProxy reads "${name}" of a server only at its start`;
}

function atRunTime(
  pool: Proxy,
  server: Server,
  what: string,
  text: string,
  refusal: string | undefined,
  lines: readonly LineRef[],
): Found {
  return {
    key: `pool/${pool.name}/server/${server.name}/${what}`,
    impact: refusal === undefined ? 'runtime' : 'reload',
    text: `${sectionWords(pool)}: ${text}`,
    reason: refusal,
    origin: `pools/${pool.name}/servers/${server.name}`,
    lines,
  };
}

/** As HAProxy writes it: what stands in the line, so that a name stays one. */
function addressOf({ statement }: Server): string {
  return statement.args[1] ?? '';
}

/** Names of options that stand in either server's own line; those of `default-server` are told by that line. */
function ownOptions(former: Server, next: Server): Set<string> {
  const own = ({ options, statement }: Server): Option[] =>
    [...options.values()].filter((option) => option.statement === statement);
  return new Set([...own(former), ...own(next)].map(({ name }) => name));
}

function ownOption({ options, statement }: Server, name: string): string | undefined {
  const option = options.get(name);
  if (option === undefined || option.statement !== statement) return undefined;
  return option.values.length === 0 ? 'on' : option.values.join(' ');
}

function lineOf(side: LineRef['side'], { statement }: Server): LineRef {
  return { side, line: statement.line };
}
