import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { observeHaproxy } from '../../engines/haproxy/observe.ts';
import type { HaproxyFacts } from '../../engines/haproxy/server-facts.ts';
import { askFoundation } from '../../foundation/control-client.ts';
import type { FoundationStatus } from '../../foundation/status.ts';
import { type FoundationConfig, type FoundationVip, RUN_FILES } from '../../release/foundation-config.ts';
import { countSessions } from '../status/count-sessions.ts';
import type { NodeLook, Seen } from '../status/node-look.ts';
import { lookAtAddresses } from './look-at-addresses.ts';

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
}: {
  readonly runDir: string;
  readonly timeoutMs?: number;
}): Promise<NodeSight> {
  const [foundation, haproxy, vips] = await Promise.all([
    see(() => askStatus(join(runDir, RUN_FILES.control), timeoutMs)),
    see(() => observeHaproxy(join(runDir, RUN_FILES.stats), timeoutMs)),
    readVips(join(runDir, RUN_FILES.active, 'foundation.json')),
  ]);
  return {
    foundation,
    servers: 'why' in haproxy ? haproxy : { fact: haproxy.fact.servers, atMs: haproxy.atMs },
    addresses: await see(async () => lookAtAddresses()),
    sessions: countSessions(vips, factOf<HaproxyFacts>(haproxy)?.frontends, factOf(foundation)),
  };
}

async function askStatus(socket: string, timeoutMs: number): Promise<FoundationStatus> {
  const answer = await askFoundation(socket, { do: 'status' }, timeoutMs);
  if (!answer.ok) throw new Error(answer.fault.message);
  if (answer.status === undefined) throw new Error('it answered without a status');
  return answer.status;
}

/** What is in force tells which frontends belong to a VIP. Nothing readable, nothing in force: no VIPs. */
async function readVips(path: string): Promise<readonly FoundationVip[]> {
  try {
    return (JSON.parse(await readFile(path, 'utf8')) as FoundationConfig).vips;
  } catch {
    return [];
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
