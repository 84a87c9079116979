import { observeServers } from '../engines/haproxy/observe.ts';
import { askFoundation } from '../foundation/control-client.ts';
import type { FoundationStatus } from '../foundation/status.ts';
import { runCommand } from '../host/run-command.ts';
import { composeStatus } from '../node/status/compose-status.ts';
import type { NodeLook, Seen } from '../node/status/node-look.ts';
import type { SiteStatus } from '../node/status/site-status.ts';
import { RUN_FILES } from '../release/foundation-config.ts';
import type { Lab } from './lab.ts';
import { openLabDoors } from './lab-doors.ts';

/** Looks at the whole site now; takes about as long as the slowest node needs to answer, at most `timeoutMs`. */
export async function labStatus(lab: Lab, timeoutMs = 1000): Promise<SiteStatus> {
  const names = lab.site.nodes.map(({ name }) => name);
  const [addresses, checked, ...nodes] = await Promise.all([
    lookAtAddresses(lab, names, timeoutMs),
    checkedOf(lab, timeoutMs),
    ...names.map(async (name) => ({
      foundation: await see(() => askStatus(`${lab.dir}/${name}/${RUN_FILES.control}`, timeoutMs)),
      servers: await see(() => observeServers(`${lab.dir}/${name}/${RUN_FILES.stats}`, timeoutMs)),
    })),
  ]);
  const observations = Object.fromEntries(
    names.map((name, index) => [name, { ...nodes[index]!, ...checked[name], addresses: addresses[name]! }]),
  );
  return composeStatus(lab.site, observations, Date.now());
}

/** Of nginx's servers the nodes' daemons alone know. Empty where no service is nginx's. */
async function checkedOf(
  lab: Lab,
  timeoutMs: number,
): Promise<Readonly<Record<string, Pick<NodeLook, 'checked'>>>> {
  if (lab.site.pools.every(({ engine }) => engine !== 'nginx')) return {};
  if (!lab.daemons) {
    const checked = { why: 'this lab runs no daemons, which check the servers of nginx' };
    return Object.fromEntries(lab.site.nodes.map(({ name }) => [name, { checked }]));
  }
  const doors = openLabDoors(lab, { lookMs: timeoutMs });
  const asked = [...doors].map(async ([node, door]) => {
    try {
      const { checked } = await door.observation();
      return [node, checked === undefined ? {} : { checked }] as const;
    } catch (error) {
      return [node, { checked: { why: `no answer from its daemon: ${(error as Error).message}` } }] as const;
    } finally {
      door.close();
    }
  });
  return Object.fromEntries(await Promise.all(asked));
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
