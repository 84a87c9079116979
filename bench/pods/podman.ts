import { mkdirSync, writeFileSync } from 'node:fs';
import { memberFiles } from '../../src/pods/member-files.ts';
import { namespaceUnit } from '../../src/pods/namespace-unit.ts';
import { planPod } from '../../src/pods/plan-pod.ts';
import type { Pod, PodStyle } from '../../src/pods/pod.ts';
import { podmanArguments } from '../../src/pods/podman-arguments.ts';
import type { Site } from '../../src/site/site.ts';
import { BASE_TAR, CHECKOUT, type Ground, type Host } from './ground.ts';

/** Podman on one host of the ground, with a store and settings of its own. */
export class PodmanHost {
  readonly #ground: Ground;
  readonly host: Host;
  readonly #dir: string;

  constructor(ground: Ground, host: Host) {
    this.#ground = ground;
    this.host = host;
    this.#dir = `${ground.dir}/podman-${host}`;
    mkdirSync(this.#dir, { recursive: true });
    writeFileSync(
      `${this.#dir}/storage.conf`,
      `[storage]\ndriver = "overlay"\ngraphroot = "${this.#dir}/graph"\nrunroot = "/run/podman-${host}"\n`,
    );
    // A sandbox may have no right to raise its limits, and both sorts of cgroups.
    writeFileSync(
      `${this.#dir}/containers.conf`,
      '[containers]\ndefault_ulimits = ["nofile=20000:20000", "nproc=20000:20000"]\nlog_driver = "k8s-file"\n' +
        `[engine]\ncgroup_manager = "cgroupfs"\nruntime = "runc"\nevents_logger = "none"\ntmp_dir = "/run/libpod-${host}"\nnum_locks = 64\n`,
    );
  }

  /** In the environment that makes podman use that store. */
  command(...argv: readonly string[]): readonly string[] {
    const { host } = this;
    return [
      'env',
      `CONTAINERS_STORAGE_CONF=${this.#dir}/storage.conf`,
      `CONTAINERS_CONF=${this.#dir}/containers.conf`,
      `TMPDIR=/run`,
      `HOLDFAST_HOST=${host}`,
      ...argv,
    ];
  }

  podman(...args: readonly string[]): Promise<string> {
    return this.#ground.must(this.host, this.command('podman', ...args), 300_000);
  }

  async buildImage(): Promise<void> {
    await this.podman('import', BASE_TAR, 'localhost/holdfast-base:12');
    await this.podman(
      ...[
        'build',
        '-q',
        '--network',
        'host',
        '--isolation',
        'chroot',
        '--build-arg',
        'BASE=localhost/holdfast-base:12',
      ],
      ...['-t', 'localhost/holdfast:0.1.0', '-f', `${CHECKOUT}packaging/Dockerfile`, CHECKOUT],
    );
  }

  /** The pod as `render --target podman --network namespace` would say it, its namespace made by the unit's own commands. */
  async bringUp(site: Site, style: PodStyle, specFile: string): Promise<Pod> {
    const node = site.nodes[this.host === 'h1' ? 0 : 1];
    if (node === undefined) throw new Error('the site has no such node');
    const options = { engine: 'podman', style, network: 'namespace', parents: {}, gateways: [] } as const;
    const { pod } = planPod(site, node, { ...options, image: 'localhost/holdfast:0.1.0' });
    if (pod === undefined) throw new Error('the pod cannot be planned');
    const unit = namespaceUnit(pod)[0]?.text ?? '';
    for (const [, ignored, command = ''] of unit.matchAll(/^ExecStart(?:Pre)?=(-?)(.+)$/gm)) {
      const run = this.#ground.run(this.host, ['sh', '-c', command]);
      const { code, stderr } = await run;
      if (code !== 0 && ignored === '') throw new Error(`${command}: ${stderr}`);
    }
    const folder = `${this.#dir}/etc`;
    mkdirSync(`${folder}/pki`, { recursive: true });
    mkdirSync(`${folder}/config`, { recursive: true });
    for (const { path, text } of memberFiles(site, node)) writeFileSync(`${folder}/${path}`, text);
    await this.#ground.must(this.host, ['cp', specFile, `${folder}/holdfast.yaml`]);
    for (const { name, inMemory } of pod.volumes) {
      const kind = inMemory ? ['--opt', 'type=tmpfs', '--opt', 'device=tmpfs', '--opt', 'o=mode=0755'] : [];
      await this.podman('volume', 'create', ...kind, `holdfast-${name}`);
    }
    for (let index = 0; index < pod.containers.length; index += 1) await this.start(pod, index);
    return pod;
  }

  start(pod: Pod, index: number): Promise<string> {
    const container = pod.containers[index];
    if (container === undefined) throw new Error('there is no such container');
    const pathOf = (source: string): string =>
      source.startsWith('./') ? `${this.#dir}/etc/${source.slice(2)}` : source;
    const own = [`--cgroup-parent=/${this.#ground.dir.split('/').at(-1)}`, '--ulimit=nproc=20000:20000'];
    // Podman has systemd's timers run its health checks: there is no systemd here, and on this ground nothing needs them.
    const words = podmanArguments(pod, container, index, pathOf).filter(
      (word) => !word.startsWith('--health-'),
    );
    return this.podman('run', '-d', ...own, ...words);
  }
}
