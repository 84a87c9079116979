import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { runCommand } from '../../src/host/run-command.ts';
import { COMPOSE_UNIT } from '../../src/pods/compose-unit.ts';
import type { PodNetwork } from '../../src/pods/pod.ts';
import { CHECKOUT, eventually, type Ground, HOSTS, type Host } from './ground.ts';

export type Design = 'flawed' | 'fixed' | 'members' | 'one';

export interface RenderWords {
  /** From the checkout's folder; default: the example of a web site. */
  readonly spec?: string;
  /** Default: macvlan. */
  readonly network?: PodNetwork['kind'];
}

/** Folder of a host's project. */
export function folderOf(ground: Ground, host: Host): string {
  return `${ground.dir}/project/lb${host.slice(1)}`;
}

/** The services of a design that may be restarted, killed or made anew. */
export const SERVICES: Readonly<Record<Design, { readonly engine: string; readonly holder: string }>> = {
  flawed: { engine: 'nginx', holder: 'nginx' },
  fixed: { engine: 'nginx', holder: 'lb-node' },
  members: { engine: 'haproxy', holder: 'lb-node' },
  one: { engine: 'lb-node', holder: 'lb-node' },
};

/** Writes both projects and starts them; the client is answered when it returns. */
export async function bringUp(ground: Ground, design: Design, how: RenderWords = {}): Promise<void> {
  if (design === 'flawed' || design === 'fixed') writeDocuments(ground, design);
  else await render(ground, design, how);
  await Promise.all(HOSTS.map((host) => ground.compose(host, folderOf(ground, host), 'up', '-d')));
  await untilWell(ground);
}

export async function takeDown(ground: Ground): Promise<void> {
  await Promise.all(
    HOSTS.map(async (host) => {
      await ground.compose(host, folderOf(ground, host), 'down', '-t', '3');
      // Docker 20.10 goes on counting mounts of before a dockerd was killed: such a volume stays until the ground is closed.
      await ground.run(host, [
        'sh',
        '-c',
        '/usr/bin/docker volume ls -q | xargs -r /usr/bin/docker volume rm',
      ]);
    }),
  );
}

/** Makes everything anew: what heals any design. */
export async function makeAnew(ground: Ground): Promise<void> {
  await takeDown(ground);
  await Promise.all(HOSTS.map((host) => ground.compose(host, folderOf(ground, host), 'up', '-d')));
  await untilWell(ground);
}

/** Both nodes could serve, and the client is answered ten times in a row. */
export async function untilWell(ground: Ground): Promise<void> {
  const answered = async (): Promise<boolean> => {
    for (let time = 0; time < 10; time += 1) {
      const { code } = await ground.run('client', [
        'curl',
        '-sf',
        '-m',
        '1',
        '-o',
        '/dev/null',
        'http://10.77.0.100/',
      ]);
      if (code !== 0) return false;
    }
    const states = await Promise.all(HOSTS.map((host) => isReady(ground, host)));
    return states.every(Boolean);
  };
  if (!(await eventually(answered, 120_000, 500))) throw new Error('the pair does not come up');
}

/** All containers run, and VRRP's peer would take the VIP. */
async function isReady(ground: Ground, host: Host): Promise<boolean> {
  const ids = (await ground.must(host, ['/usr/bin/docker', 'ps', '-aq'])).split('\n');
  const { stdout } = await ground.run(host, [
    '/usr/bin/docker',
    'inspect',
    '-f',
    '{{.State.Status}} {{index .Config.Labels "holdfast.role"}} {{.Id}}',
    ...ids,
  ]);
  const rows = stdout
    .trim()
    .split('\n')
    .map((row) => row.split(' '));
  if (!rows.every(([state]) => state === 'running')) return false;
  const holder = rows.find(([, role]) => role === 'lb-node')?.[2];
  if (holder === undefined) return true;
  const fit = await ground.run(host, ['/usr/bin/docker', 'exec', holder, '/usr/lib/holdfast/pod', 'fit']);
  // Without a foundation there is no control socket, and the numbers alone tell.
  const numbers = await ground.run(host, [
    '/usr/bin/docker',
    'exec',
    holder,
    'sh',
    '-c',
    'cat /run/holdfast/track/edge',
  ]);
  return fit.code === 0 || Number(numbers.stdout) > 1;
}

/** The host that has the VIP; undefined = none, or both. */
export async function holderOf(ground: Ground): Promise<Host | undefined> {
  const held: Host[] = [];
  for (const host of HOSTS) {
    const ids = (await ground.must(host, ['/usr/bin/docker', 'ps', '-q']))
      .split('\n')
      .filter((id) => id !== '');
    for (const id of ids) {
      const { stdout } = await ground.run(host, [
        '/usr/bin/docker',
        'exec',
        id,
        'ip',
        '-o',
        'addr',
        'show',
        'to',
        '10.77.0.100',
      ]);
      if (stdout.includes('10.77.0.100')) {
        held.push(host);
        break;
      }
    }
  }
  return held.length === 1 ? held[0] : undefined;
}

/** What the rendered service of the host does when Docker was started; there is no systemd on the ground. */
export async function startWhatIsDown(ground: Ground, host: Host): Promise<void> {
  const folder = folderOf(ground, host);
  const unit = readFileSync(`${folder}/${COMPOSE_UNIT}`, 'utf8');
  const [, script = ''] = /^ExecStart=\/bin\/sh -c '(.+)'$/m.exec(unit) ?? [];
  const isUp = async (): Promise<boolean> =>
    (await ground.run(host, ['env', '-C', folder, 'sh', '-c', script])).code === 0;
  // `Restart=on-failure`, `RestartSec=2`.
  if (!(await eventually(isUp, 60_000, 2_000))) throw new Error('the containers do not start');
}

export function containerOf(host: Host, service: string): string {
  return `lb${host.slice(1)}_${service}_1`;
}

/** Writes the project of each host, and starts nothing. */
export async function render(
  ground: Ground,
  style: 'members' | 'one',
  { spec = 'examples/web.yaml', network = 'macvlan' }: RenderWords,
): Promise<void> {
  const pod = ['--target', 'compose', '--style', style, '--network', network];
  const words = ['render', '-q', '-f', spec, ...pod];
  const folder = `${ground.dir}/project`;
  const command = [process.execPath, `${CHECKOUT}src/cli/main.ts`, ...words, '-o', folder];
  const { code, stderr } = await runCommand(['env', '-C', CHECKOUT, ...command]);
  if (code !== 0) throw new Error(stderr);
}

function writeDocuments(ground: Ground, design: 'flawed' | 'fixed'): void {
  const read = (name: string): string => readFileSync(new URL(`document/${name}`, import.meta.url), 'utf8');
  for (const host of HOSTS) {
    const folder = folderOf(ground, host);
    mkdirSync(folder, { recursive: true });
    const number = Number(host.slice(1));
    writeFileSync(`${folder}/compose.yaml`, read(`${design}.yaml`).replace('ADDRESS', `10.77.0.1${number}`));
    writeFileSync(`${folder}/nginx.conf`, read('nginx.conf'));
    writeFileSync(
      `${folder}/keepalived.conf`,
      read('keepalived.conf').replace('PRIORITY', String(110 - 10 * number)),
    );
  }
}
