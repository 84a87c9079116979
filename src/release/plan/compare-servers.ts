import type { Option, Proxy, Server } from '../../engines/haproxy/meaning/meaning.ts';
import type { Found } from './found.ts';
import type { LineRef } from './plan.ts';
import { refusesAddress, refusesToAdd, refusesToRemove, refusesWeight } from './runtime-refusals.ts';
import { sectionWords } from './section-words.ts';

/** The servers of one pool: who comes, who goes, what is different of those who stay. */
export function compareServers(before: Proxy, after: Proxy): Found[] {
  const former = new Map(before.servers.map((server) => [server.name, server]));
  const next = new Map(after.servers.map((server) => [server.name, server]));
  const news = after.servers.filter(({ name }) => !former.has(name));
  return [
    ...news.map((server) => added(after, server)),
    ...together(
      after,
      after.servers.flatMap((server) => {
        const other = former.get(server.name);
        return other === undefined ? [] : kept(before, after, other, server);
      }),
    ),
    ...before.servers.filter(({ name }) => !next.has(name)).map((server) => removed(before, server)),
  ];
}

/** What a setting of the pool writes into many servers' lines is one change. */
function together(pool: Proxy, found: readonly Found[]): Found[] {
  const many = Map.groupBy(
    found.filter(({ impact }) => impact !== 'runtime'),
    ({ key }) => key.split('/').at(-1) ?? '',
  );
  const grouped = [...many].flatMap(([what, list]): Found[] => {
    const [first] = list;
    if (first === undefined || list.length === 1) return list;
    const text = `${sectionWords(pool)}: ${what} of ${list.length} servers differs`;
    const key = `pool/${pool.name}/servers/${what}`;
    return [{ ...first, key, text, origin: `pools/${pool.name}`, lines: list.flatMap(({ lines }) => lines) }];
  });
  return [...found.filter(({ impact }) => impact === 'runtime'), ...grouped];
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
  return { ...found, reason: found.reason ?? 'its sessions must end first' };
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
