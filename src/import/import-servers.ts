import { asWritten } from '../engines/as-written.ts';
import { quoteWord } from '../engines/haproxy/grammar/quote-word.ts';
import type { Option, Proxy, Server } from '../engines/haproxy/meaning/meaning.ts';
import { spanOf } from '../engines/haproxy/meaning/span-of.ts';
import { commentAbove } from './comment-above.ts';
import { type Draft, type PoolInput, type ServerInput, tell } from './draft.ts';
import { specName } from './spec-name.ts';

interface Pooled {
  readonly shared: ReadonlyMap<string, Option>;
  /** Keywords that keys of the spec say. */
  readonly said: ReadonlySet<string>;
  readonly port: number | undefined;
  readonly check: NonNullable<PoolInput['check']>;
}

/** Words whose lack on a server must be said when the pool has them. */
const NEGATIONS = ['check', 'ssl', 'send-proxy', 'send-proxy-v2', 'check-ssl'] as const;

export function importServers(
  draft: Draft,
  pool: string,
  proxy: Proxy,
  pooled: Pooled,
): Record<string, string | ServerInput> {
  const servers: Record<string, string | ServerInput> = {};
  for (const server of proxy.servers) {
    const address = addressOf(server, pooled.port);
    if (address === undefined) {
      const text = asWritten(server.statement);
      tell(
        draft,
        'import/left-out',
        spanOf(server.statement),
        `"${text}" is left out: a spec needs an address or a host name, and a port.`,
      );
      continue;
    }
    if (server.count > 1) {
      const message = `server-template ${server.name} made ${server.count} servers of ${address}; a spec names each server once, so it is one.`;
      tell(draft, 'import/changed', spanOf(server.statement), message);
    }
    const key = specName(nameOf(server), servers);
    servers[key] = serverInput(draft, server, address, pooled);
    const comment = commentAbove(draft.sources, server.statement);
    if (comment.length > 0) draft.comments.set(`pools/${pool}/servers/${key}`, comment);
  }
  return servers;
}

/** `server-template web 3 …` is web1, web2, web3. */
function nameOf({ name, statement }: Server): string {
  if (statement.keyword !== 'server-template') return name;
  return `${name}${/^(\d+)-/.exec(statement.args[1] ?? '')?.[1] ?? 1}`;
}

function addressOf({ address }: Server, port: number | undefined): string | undefined {
  const to = address.ports?.[0] ?? port;
  if (to === undefined || to === 0 || (address.kind !== 'ip' && address.kind !== 'name')) return undefined;
  return address.family === 6 && address.kind === 'ip'
    ? `[${address.address}]:${to}`
    : `${address.address}:${to}`;
}

function serverInput(draft: Draft, server: Server, address: string, pooled: Pooled): string | ServerInput {
  const { options } = server;
  const number = (name: string) => {
    const value = Number(options.get(name)?.values[0]);
    return Number.isInteger(value) && value >= 0 ? value : undefined;
  };
  const weight = number('weight');
  const most = number('maxconn');
  const checkPort = number('port');
  const raw = rawWords(server, pooled);
  const input: ServerInput = {
    address,
    ...(weight === undefined || weight === 1 ? {} : { weight }),
    ...(options.has('backup') ? { backup: true } : {}),
    ...(most === undefined || most === 0 ? {} : { maxConnections: most }),
    ...(checkPort === undefined || checkPort === 0 || pooled.check === false ? {} : { checkPort }),
    ...(raw === '' ? {} : { raw: { haproxy: raw } }),
  };
  if (raw !== '') {
    const message = `"${raw}" stays as raw words of server ${server.name}.`;
    tell(draft, 'import/kept-raw', spanOf(server.statement), message);
  }
  return Object.keys(input).length === 1 ? address : input;
}

/** What no key says, and where the server differs from what the pool says for all. */
function rawWords({ options }: Server, { shared, said }: Pooled): string {
  const own = [...options.values()].flatMap(({ name, values }) => {
    const pooled = shared.get(name);
    const isSaid =
      pooled === undefined ? said.has(name) && !CAN_DIFFER.has(name) : same(pooled.values, values);
    return isSaid && (said.has(name) || pooled !== undefined) ? [] : [[name, ...values]];
  });
  const missing = NEGATIONS.filter((name) => shared.has(name) && !options.has(name)).map((name) => [
    `no-${name}`,
  ]);
  return [...own, ...missing].map((words) => words.map(quoteWord).join(' ')).join(' ');
}

/** Words that the pool says for all when most servers have them; on the others they stand alone. */
const CAN_DIFFER = new Set(
  'check inter fall rise ssl verify ca-file sni send-proxy send-proxy-v2 slowstart on-marked-down'.split(' '),
);

function same(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((value, index) => value === right[index]);
}
