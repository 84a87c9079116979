import { observeServers } from '../engines/haproxy/observe.ts';
import { askFoundation } from '../foundation/control-client.ts';
import type { FoundationStatus } from '../foundation/status.ts';
import { runCommand } from '../host/run-command.ts';
import { composeStatus } from '../node/status/compose-status.ts';
import type { Seen } from '../node/status/node-look.ts';
import type { SiteStatus } from '../node/status/site-status.ts';
import { RUN_FILES } from '../release/foundation-config.ts';
import type { Lab } from './lab.ts';

/** Looks at the whole site now; takes about as long as the slowest node needs to answer, at most `timeoutMs`. */
export async function labStatus(lab: Lab, timeoutMs = 1000): Promise<SiteStatus> {
  const names = lab.site.nodes.map(({ name }) => name);
  const [addresses, ...nodes] = await Promise.all([
    lookAtAddresses(lab, names, timeoutMs),
    ...names.map(async (name) => ({
      foundation: await see(() => askStatus(`${lab.dir}/${name}/${RUN_FILES.control}`, timeoutMs)),
      servers: await see(() => observeServers(`${lab.dir}/${name}/${RUN_FILES.stats}`, timeoutMs)),
    })),
  ]);
  const observations = Object.fromEntries(
    names.map((name, index) => [name, { ...nodes[index]!, addresses: addresses[name]! }]),
  );
  return composeStatus(lab.site, observations, Date.now());
}

async function askStatus(socket: string, timeoutMs: number): Promise<FoundationStatus> {
  const answer = await askFoundation(socket, { do: 'status' }, timeoutMs);
  if (!answer.ok) throw new Error(answer.fault.message);
  if (answer.status === undefined) throw new Error('it answered without a status');
  return answer.status;
}

async function lookAtAddresses(
  lab: Lab,
  nodes: readonly string[],
  timeoutMs: number,
): Promise<Readonly<Record<string, Seen<readonly string[]>>>> {
  const script = 'for f; do echo; nsenter --net="$f" -- ip -j addr show | tr -d "\\n"; done';
  const files = nodes.map((name) => `${lab.dir}/ns/${name}`);
  const { stdout, stderr } = await runCommand([...lab.enter(), 'sh', '-c', script, 'look', ...files], {
    timeoutMs,
  });
  const lines = stdout.split('\n').slice(1);
  return Object.fromEntries(
    nodes.map((name, index) => [name, readAddresses(lines[index] ?? '', stderr.trim())] as const),
  );
}

function readAddresses(json: string, complaint: string): Seen<readonly string[]> {
  try {
    const interfaces = JSON.parse(json) as readonly {
      ifname?: string;
      addr_info?: readonly { local?: string }[];
    }[];
    // A VIP on the loopback interface (a former holder's, after a planned move) is not held: nobody is drawn there.
    const wires = interfaces.filter(({ ifname }) => ifname !== 'lo');
    const fact = wires.flatMap(({ addr_info = [] }) => addr_info.flatMap(({ local }) => local ?? []));
    return { fact, atMs: Date.now() };
  } catch {
    return { why: complaint === '' ? 'the look into its network gave nothing' : complaint };
  }
}

async function see<Fact>(look: () => Promise<Fact>): Promise<Seen<Fact>> {
  try {
    return { fact: await look(), atMs: Date.now() };
  } catch (error) {
    return { why: (error as Error).message };
  }
}
