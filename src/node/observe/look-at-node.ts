import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { observeHaproxy } from '../../engines/haproxy/observe.ts';
import type { HaproxyFacts, ServerFacts } from '../../engines/haproxy/server-facts.ts';
import { observeNginx } from '../../engines/nginx/observe.ts';
import { askFoundation } from '../../foundation/control-client.ts';
import type { FoundationStatus } from '../../foundation/status.ts';
import { type FoundationConfig, RUN_FILES } from '../../release/foundation-config.ts';
import type { Listener } from '../../site/listeners.ts';
import type { OpenSessions } from '../checks/open-sessions.ts';
import { countSessions } from '../status/count-sessions.ts';
import type { NodeLook, Seen } from '../status/node-look.ts';
import { lookAtAddresses } from './look-at-addresses.ts';
import { lookAtSessions } from './look-at-sessions.ts';

export interface NodeSight extends NodeLook {
  /** Sessions that are open now through each VIP, by name, of all processes; empty when they could not be seen. */
  readonly sessions: Readonly<Record<string, number>>;
}

/**
 * Looks once at the node that this process runs on: one question to the foundation, one to HAProxy, the kernel's
 * addresses, all at once. Each may fail by itself, with a reason; takes at most `timeoutMs`.
 */
export async function lookAtNode({
  runDir,
  timeoutMs = 1_000,
  checked = { facts: () => [], ownEnds: () => new Set() },
}: {
  readonly runDir: string;
  readonly timeoutMs?: number;
  readonly checked?: CheckedServers;
}): Promise<NodeSight> {
  const config = await readConfig(join(runDir, RUN_FILES.active, 'foundation.json'));
  const hasNginx = config?.nginx !== undefined;
  // A node that has nothing in force yet is asked for HAProxy, which says that it is not there.
  const hasHaproxy = !hasNginx || config?.haproxy !== undefined;
  const [foundation, haproxy, nginx, open] = await Promise.all([
    see(() => askStatus(join(runDir, RUN_FILES.control), timeoutMs)),
    hasHaproxy ? see(() => observeHaproxy(join(runDir, RUN_FILES.stats), timeoutMs)) : NO_HAPROXY,
    hasNginx ? see(() => observeNginx(join(runDir, RUN_FILES.nginxStatus), timeoutMs)) : undefined,
    hasNginx ? lookAtSessions(() => checked.ownEnds()) : NO_SESSIONS,
  ]);
  const seen = factOf<HaproxyFacts>(haproxy);
  return {
    foundation,
    servers:
      'why' in haproxy
        ? haproxy
        : { fact: haproxy.fact.servers, atMs: hasHaproxy ? haproxy.atMs : Date.now() },
    ...(nginx === undefined
      ? {}
      : { nginx, checked: { fact: checked.facts(open.remote), atMs: Date.now() } }),
    addresses: await see(async () => lookAtAddresses()),
    sessions: withNginx(
      countSessions(config?.vips ?? [], seen?.frontends, factOf(foundation)),
      config?.listeners ?? [],
      open,
    ),
  };
}

/** nginx's servers as this node's checks see them. */
export interface CheckedServers {
  /** @param sessions open now by `address:port` of a server */
  readonly facts: (sessions: ReadonlyMap<string, number>) => readonly ServerFacts[];
  /** `address:port` of connections that checks have open: they are no sessions. */
  readonly ownEnds: () => ReadonlySet<string>;
}

const NO_HAPROXY: Seen<HaproxyFacts> = { fact: { servers: [], frontends: {} }, atMs: 0 };
const NO_SESSIONS: OpenSessions = { local: new Map(), remote: new Map() };

/** The clients' connections of each VIP whose listener is nginx's, beside HAProxy's sessions. */
function withNginx(
  sessions: Readonly<Record<string, number>>,
  listeners: readonly Listener[],
  { local }: OpenSessions,
): Readonly<Record<string, number>> {
  const sum: Record<string, number> = { ...sessions };
  for (const { engine, protocol, vip, address, port } of listeners) {
    if (engine !== 'nginx' || protocol !== 'tcp' || vip === undefined) continue;
    const place = address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
    sum[vip] = (sum[vip] ?? 0) + (local.get(place) ?? 0);
  }
  return sum;
}

async function askStatus(socket: string, timeoutMs: number): Promise<FoundationStatus> {
  const answer = await askFoundation(socket, { do: 'status' }, timeoutMs);
  if (!answer.ok) throw new Error(answer.fault.message);
  if (answer.status === undefined) throw new Error('it answered without a status');
  return answer.status;
}

/** What is in force tells which engines run, and which frontends belong to a VIP. undefined = nothing that can be read. */
async function readConfig(path: string): Promise<FoundationConfig | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as FoundationConfig;
  } catch {
    return undefined;
  }
}

async function see<Fact>(look: () => Promise<Fact>): Promise<Seen<Fact>> {
  try {
    return { fact: await look(), atMs: Date.now() };
  } catch (error) {
    return { why: (error as Error).message };
  }
}

function factOf<Fact>(seen: Seen<Fact>): Fact | undefined {
  return 'fact' in seen ? seen.fact : undefined;
}
