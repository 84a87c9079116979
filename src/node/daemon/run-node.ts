import { join } from 'node:path';
import { Fault } from '../../base/fault.ts';
import { RUN_FILES } from '../../release/foundation-config.ts';
import { type Api, serveApi } from '../api/serve-api.ts';
import { lookUpSecret } from '../in-force/look-up-secret.ts';
import { type Notify, openNotify } from '../notify/open-notify.ts';
import { type Following, followFoundation } from '../observe/follow-foundation.ts';
import type { PageGround } from '../page/add-page.ts';
import { type HolderMemory, recallHolders } from '../status/holder-memory.ts';
import type { NodeRelease } from '../status/node-observation.ts';
import type { CurrentSite } from './current-site.ts';
import type { NodeOptions } from './node-options.ts';
import { NodeParts } from './node-parts.ts';
import { type Ground, openGround } from './open-ground.ts';
import { openPage } from './open-page.ts';

/** The slower beat: statistics, and what no event tells of. */
const BEAT_MS = 2_000;
/** The same while somebody follows what happens: a person who looks shall not wait for it. */
const WATCHED_BEAT_MS = 500;
/** How often peers are asked, and trials looked after. */
const PEER_BEAT_MS = 1_000;
/** A manager that joins is seen with the next one; each costs a request to its cluster's API. */
const WAZUH_BEAT_MS = 5_000;
/** Certificates change once in months. */
const SLOW_BEAT_MS = 60_000;
/** What is remembered of the past at a start. */
const RECALLED_EVENTS = 5_000;

export interface RunningNode {
  /** Ends the daemon; engines, VIPs and foundation do not notice. */
  stop(): Promise<void>;
}

/**
 * Runs a node's daemon in this process.
 * @param log one line, without its end
 * @throws Fault `node/no-spec`, `node/wrong-node`, `node/state-in-use`, `node/socket-in-use`, `node/cannot-listen`
 */
export async function runNode(
  options: NodeOptions,
  version: string,
  log: (line: string) => void,
): Promise<RunningNode> {
  const ground = await openGround(options, log);
  const { journal } = ground;
  const events = await journal.read(Math.max(1, journal.last - RECALLED_EVENTS), RECALLED_EVENTS);
  const node = new NodeRun(ground, options.pkiDir, version, recallHolders(events));
  await node.start();
  return node;
}

/** What makes a daemon move: beats, the foundation's events, and whoever asks. */
class NodeRun implements RunningNode {
  readonly #ground: Ground;
  readonly #version: string;
  readonly #parts: NodeParts;
  readonly #poke: () => void;
  #notify: Notify | undefined;
  /** The site that peers and channels are those of. */
  #known: CurrentSite['site'];
  #api: Api | undefined;
  #page: PageGround | undefined;
  #following: Following | undefined;
  #timers: readonly NodeJS.Timeout[] = [];

  constructor(ground: Ground, pkiDir: string | undefined, version: string, since: HolderMemory) {
    this.#ground = ground;
    this.#version = version;
    this.#poke = this.#guarded('a look', () => this.#lookAgain());
    this.#parts = new NodeParts({
      ground,
      pkiDir,
      version,
      since,
      notify: () => this.#notify,
      poke: this.#poke,
      inBackground: (what, work) => this.#guarded(what, work)(),
      onBug: (error, what) => this.#tellBug(error, what),
    });
  }

  async start(): Promise<void> {
    const { node, runDir, current, tell } = this.#ground;
    await this.#parts.checker.recall();
    await this.#takeSite();
    await this.#serve();
    this.#following = followFoundation(runDir, {
      onEvent: ({ event, message, at }) => {
        this.#parts.watch.noteEvent(tell({ kind: event, text: message, fields: { told: 'foundation', at } }));
        this.#poke();
        void this.#parts.peers.ask();
      },
      onLost: (why) => {
        tell({ kind: 'foundation-lost', text: `the foundation does not answer: ${why}` });
        this.#poke();
      },
      onBack: this.#guarded('the first files', async () => {
        await this.#bringFirst();
        this.#poke();
      }),
    });
    this.#timers = [
      setInterval(this.#poke, BEAT_MS),
      setInterval(() => {
        if (this.#parts.counters.streams > 0) this.#poke();
      }, WATCHED_BEAT_MS),
      setInterval(
        this.#guarded('a word with the peers', () => this.#considerPeers()),
        PEER_BEAT_MS,
      ),
      setInterval(
        this.#guarded('a look at the Wazuh cluster', () => this.#parts.wazuh.beat()),
        WAZUH_BEAT_MS,
      ),
      setInterval(
        this.#guarded('a look at certificates', () => this.#lookAtCertificates()),
        SLOW_BEAT_MS,
      ),
    ];
    tell({
      kind: 'daemon-started',
      text: `the daemon of ${node} runs, version ${this.#version}`,
      fields: { pid: process.pid },
    });
    await this.#parts.trials.resume();
    await this.#parts.coordinator.resume();
    await this.#parts.bonus.reset((current.site?.vips ?? []).map(({ name }) => name)).catch(ignoreFault);
    this.#parts.wishes.awaitEnd();
    this.#parts.balancer.start();
    this.#parts.checker.start();
    this.#poke();
  }

  async stop(): Promise<void> {
    const { node, tell, journal, state } = this.#ground;
    for (const timer of this.#timers) clearInterval(timer);
    this.#following?.stop();
    this.#page?.feed.close();
    this.#parts.wishes.close();
    this.#parts.balancer.close();
    this.#parts.checker.close();
    this.#parts.bonus.close();
    this.#parts.wazuh.close();
    await this.#api?.close();
    await this.#notify?.close();
    this.#parts.peers.close();
    tell({ kind: 'daemon-stopped', text: `the daemon of ${node} was told to stop` });
    await journal.close();
    await state.close();
  }

  async #serve(): Promise<void> {
    this.#page ??= openPage(this.#parts.daemon, this.#version, (error, what) => this.#tellBug(error, what));
    const { node, runDir, current, tlsPaths, tell } = this.#ground;
    const { site } = current;
    const own = site?.nodes.find(({ name }) => name === node)?.interfaces[0]?.addresses[0]?.address;
    const listen =
      // One that cannot be used is told as a finding; whoever is on this machine is served all the same.
      tlsPaths === undefined ||
      this.#parts.certificates.tls === undefined ||
      site === undefined ||
      own === undefined
        ? {}
        : { tls: { paths: tlsPaths, host: own, port: site.api.port } };
    this.#api = await serveApi({
      service: this.#parts.daemon,
      unixSocket: join(runDir, RUN_FILES.node),
      counters: this.#parts.counters,
      ...listen,
      ...(this.#page === undefined ? {} : { page: this.#page }),
      onRefused: ({ reason, words, from, times }) =>
        tell({ kind: 'refused', text: `${words} (${from})`, fields: { reason, from, times } }),
      onBug: (error, what) => this.#tellBug(error, what),
    });
  }

  async #lookAgain(): Promise<void> {
    await this.#parts.watch.look();
    await this.#takeSite();
  }

  /** On a node that has nothing in force yet nothing can be seen, and so nothing is healed. */
  async #bringFirst(): Promise<void> {
    const { current, inForce, now } = this.#ground;
    if (current.files(now()) === undefined || (await inForce.filesInForce()).length > 0) return;
    const forced = await this.#parts.bringAbout();
    if (forced !== undefined)
      this.#ground.tell({ kind: 'first-files', text: 'the first files are in force' });
  }

  /** Another site is in force: its peers and its channels. */
  async #takeSite(): Promise<void> {
    const { node, stateDir, journal, current } = this.#ground;
    const { site } = current;
    if (site === undefined || site === this.#known) return;
    this.#known = site;
    this.#parts.peers.setSite(site);
    this.#parts.certificates.look(site);
    if (this.#notify === undefined)
      this.#notify = await openNotify({ site, node, stateDir, journal, secrets: lookUpSecret });
    else this.#notify.reload(site);
  }

  async #considerPeers(): Promise<void> {
    await this.#parts.peers.ask();
    await this.#parts.trials.tick();
    if (this.#parts.isBusy) return;
    const heard = Object.entries(this.#parts.peers.words).flatMap(([name, { observation, why }]) =>
      observation === undefined || why !== undefined ? [] : [[name, observation.release] as const],
    );
    await this.#parts.catchUp.consider(new Map<string, NodeRelease>(heard));
  }

  /** New ones are used for the connections from then on. */
  async #lookAtCertificates(): Promise<void> {
    const { current } = this.#ground;
    const isNew = this.#parts.certificates.look(current.site);
    await this.#parts.renewed.refresh();
    if (!isNew) return;
    if (this.#api?.port === undefined) {
      await this.#api?.close();
      await this.#serve();
    } else this.#api.reloadTls();
    if (current.site !== undefined) this.#parts.peers.renew(current.site);
  }

  /** What is no fault of the world is told as a bug; the daemon goes on. */
  #guarded(what: string, work: () => Promise<unknown>): () => void {
    return () => void work().catch((error: unknown) => this.#tellBug(error, what));
  }

  #tellBug(error: unknown, what: string): void {
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (error instanceof Fault)
      this.#ground.tell({ kind: 'fault', text: `${what}: ${error.message}`, fields: { code: error.code } });
    else this.#ground.tell({ kind: 'bug', text: `${what}: ${words}` });
  }
}

function ignoreFault(error: unknown): void {
  if (!(error instanceof Fault)) throw error;
}
