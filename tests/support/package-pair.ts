import { execFile, spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { parseProbeRecord } from '../../src/drill/probe/probe-record.ts';
import { makeNamespace, type Namespace } from './namespace.ts';
import { bootHost, type SystemdHost } from './systemd-host.ts';
import { waitUntil } from './wait-until.ts';

const ROOT = join(import.meta.dirname, '../..');
export const VIP = '10.77.0.100';
const ADDRESSES: Readonly<Record<string, string>> = { lb1: '10.77.0.11', lb2: '10.77.0.12' };

export const SPEC = `version: 1
name: packaged
nodes:
  lb1: { address: 10.77.0.11, interface: eth0 }
  lb2: { address: 10.77.0.12, interface: eth0 }
vips:
  edge: { address: ${VIP}/24, failover: { advertise: 250ms } }
services:
  web: { vip: edge, listen: 80, mode: http, pool: web }
pools:
  web:
    check: { http: /health }
    servers: { web1: 10.77.0.21:8080, web2: 10.77.0.22:8080 }
`;

const NETWORK = `ip link set lo up
ip link add name hfbr type bridge
ip link set hfbr up
for address in 10.77.0.1 10.77.0.21 10.77.0.22; do ip address add $address/24 dev hfbr; done`;

/** What a client saw while something was done. */
export interface Seen {
  readonly asked: number;
  readonly lost: number;
  /** What became of the lost ones, each once. */
  readonly how: readonly string[];
  /** The longest wait for an answer. */
  readonly slowestMs: number;
  /** How often a node became the holder meanwhile. */
  readonly moves: number;
}

/** Two hosts with systemd on one bridge, with servers and a client beside them. */
export class PackagePair {
  readonly hosts: readonly SystemdHost[];
  readonly #network: Namespace;
  readonly #told: number[] = [];
  readonly #work = mkdtempSync(join(tmpdir(), 'hf-package-'));

  private constructor(network: Namespace, hosts: readonly SystemdHost[]) {
    this.#network = network;
    this.hosts = hosts;
  }

  static async boot(): Promise<PackagePair> {
    const network = await makeNamespace(NETWORK);
    for (const name of ['web1', 'web2']) {
      const listen = name === 'web1' ? '10.77.0.21:8080' : '10.77.0.22:8080';
      const [file = '', ...enter] = network.enter;
      const program = join(ROOT, 'dist/http-echo.mjs');
      spawn(file, [...enter, process.execPath, program, '--name', name, '--listen', listen], {
        stdio: 'ignore',
      });
    }
    const hosts = await Promise.all(Object.keys(ADDRESSES).map((name) => bootHost(name)));
    for (const host of hosts) await connect(network, host);
    return new PackagePair(network, hosts);
  }

  host(name: string): SystemdHost {
    const found = this.hosts.find((host) => host.name === name);
    if (found === undefined) throw new Error(`no host ${name}`);
    return found;
  }

  /** dpkg -i, as a person would: the file is on the host. */
  async install(host: SystemdHost, deb: string): Promise<string> {
    copyFileSync(deb, join(host.root, 'tmp', basename(deb)));
    return await host.run(
      'sh',
      '-c',
      `dpkg --no-triggers -i /tmp/${basename(deb)} 2>&1; code=$?; rm /tmp/${basename(deb)}; exit $code`,
    );
  }

  /** Spec and certificates to their places on each host. */
  async handOut(spec: string): Promise<void> {
    const pki = join(this.#work, 'pki');
    const holdfast = join(ROOT, 'bin/holdfast');
    const run = promisify(execFile);
    await run(holdfast, ['pki', 'init', '--name', 'packaged', '--dir', pki]);
    for (const { name, root } of this.hosts) {
      await run(holdfast, ['pki', 'issue', 'node', name, '--address', ADDRESSES[name] ?? '', '--dir', pki]);
      mkdirSync(join(root, 'etc/holdfast/pki'), { recursive: true, mode: 0o700 });
      for (const file of ['ca.pem', 'certificate.pem', 'key.pem', 'crl.pem'])
        copyFileSync(join(pki, 'handed-out', name, file), join(root, 'etc/holdfast/pki', file));
      writeFileSync(join(root, 'etc/holdfast/holdfast.yaml'), spec);
    }
  }

  /** Spec, certificates and units as the guide for hosts says, then everything is switched on. */
  async setUp(): Promise<void> {
    await this.handOut(SPEC);
    await Promise.all(
      this.hosts.map((host) =>
        host.run(
          'sh',
          '-ec',
          `cd /etc/holdfast
          holdfast render --target systemd --node ${host.name} -o /tmp/units
          cp -a /tmp/units/${host.name}/. /
          mkdir -p /run/systemd/system/holdfast.service.d
          printf '[Service]\\nWatchdogSec=10\\nTimeoutAbortSec=2\\n' >/run/systemd/system/holdfast.service.d/soon.conf
          systemctl daemon-reload
          systemctl enable --now holdfast-web-${VIP}-80.socket
          systemctl enable --now holdfast-foundation@host holdfast`,
        ),
      ),
    );
  }

  /** Names of the hosts that have the VIP on their interface. */
  async holders(): Promise<string[]> {
    const texts = await Promise.all(
      this.hosts.map((host) => host.run('ip', '-o', 'address', 'show', 'dev', 'eth0')),
    );
    return this.hosts.filter((_, index) => texts[index]?.includes(`${VIP}/`)).map(({ name }) => name);
  }

  /** Asks 200 times a second through the VIP, each on a new connection, from before `work` until a while after it. */
  async whileAsked(work: () => Promise<void>, afterMs = 1_500): Promise<Seen> {
    const out = join(this.#work, 'probe.jsonl');
    rmSync(out, { force: true });
    const [file = '', ...enter] = this.#network.enter;
    const args = [
      '--url',
      `http://${VIP}/`,
      '--out',
      out,
      '--rate',
      '200',
      '--timeout-ms',
      '5000',
      '--for-ms',
      '120000',
    ];
    const probe = spawn(file, [...enter, process.execPath, join(ROOT, 'dist/probe.mjs'), ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    probe.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
    });
    await waitUntil('the probe begins', 10_000, () => said.includes('ready'));
    const exited = new Promise((resolve) => probe.once('exit', resolve));
    const movesBefore = this.#countMoves();
    try {
      await work();
      await new Promise((resolve) => setTimeout(resolve, afterMs));
    } finally {
      await this.#network.run('pkill', '-TERM', '-f', 'dist/probe.mjs');
      await exited;
    }
    const { attempts } = parseProbeRecord(readFileSync(out, 'utf8'));
    const lost = attempts.filter(({ result }) => result !== 'ok');
    return {
      asked: attempts.length,
      lost: lost.length,
      moves: this.#countMoves() - movesBefore,
      how: [...new Set(lost.map(({ result }) => result))],
      slowestMs: Math.max(0, ...attempts.map(({ dueUs, endUs }) => Math.round((endUs - dueUs) / 1000))),
    };
  }

  /** As Keepalived tells it on every host; one that was purged has nothing to tell. */
  #countMoves(): number {
    const logs = this.hosts.map(({ root }) => join(root, 'run/holdfast/log/keepalived.log'));
    for (const [index, log] of logs.entries())
      this.#told[index] = existsSync(log)
        ? readFileSync(log, 'utf8').split('Entering MASTER STATE').length
        : (this.#told[index] ?? 0);
    return this.#told.reduce((sum, told) => sum + told, 0);
  }

  async end(): Promise<void> {
    await Promise.all(this.hosts.map((host) => host.end()));
    await this.#network.end();
    rmSync(this.#work, { recursive: true, force: true });
  }
}

/** A cable from the bridge to the host's eth0. */
async function connect(network: Namespace, { name, pid, run }: SystemdHost): Promise<void> {
  const init = network.enter[2] ?? '';
  const inside = ['-t', init, '-n', '--'];
  const cable = [
    'ip',
    'link',
    'add',
    'name',
    `to-${name}`,
    'type',
    'veth',
    'peer',
    'name',
    'eth0',
    'netns',
    String(pid),
  ];
  await promisify(execFile)('nsenter', [...inside, ...cable]);
  await promisify(execFile)('nsenter', [
    ...inside,
    'ip',
    'link',
    'set',
    `to-${name}`,
    'master',
    'hfbr',
    'up',
  ]);
  await run('ip', 'address', 'add', `${ADDRESSES[name]}/24`, 'dev', 'eth0');
  await run('ip', 'link', 'set', 'eth0', 'up');
}
