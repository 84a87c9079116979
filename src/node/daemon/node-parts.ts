import { join } from 'node:path';
import { Fault } from '../../base/fault.ts';
import { ApiCounters } from '../api/api-counters.ts';
import { openTlsDoor } from '../api/door/open-tls-door.ts';
import type { SwitchoverOrder, SwitchoverOutcome } from '../api/node-service.ts';
import { ENDED_STAGES } from '../apply/apply-progress.ts';
import { CatchUp } from '../apply/catch-up.ts';
import { Coordinator } from '../apply/coordinator.ts';
import { onceAStage } from '../apply/once-a-stage.ts';
import { Trials } from '../apply/trials.ts';
import type { Balancer } from '../balance/balancer.ts';
import type { ServerChecker } from '../checks/server-checker.ts';
import { editedByHand } from '../heal/edited-by-hand.ts';
import type { HealStep } from '../heal/heal-step.ts';
import { standingOf } from '../journal/standing-of.ts';
import type { Notify } from '../notify/open-notify.ts';
import { switchover } from '../operate/switchover.ts';
import { TemporaryBonus } from '../operate/temporary-bonus.ts';
import type { HolderMemory } from '../status/holder-memory.ts';
import type { NodeObservation } from '../status/node-observation.ts';
import { openWazuh } from '../wazuh/open-wazuh.ts';
import type { WazuhLink } from '../wazuh/wazuh-link.ts';
import { applyPortsOf } from './apply-ports-of.ts';
import { balancerOf } from './balancer-of.ts';
import { CertificateWatch } from './certificate-watch.ts';
import { checkerOf } from './checker-of.ts';
import { FileStandings } from './file-standings.ts';
import { metricsOf } from './metrics-of.ts';
import { noSite } from './no-site.ts';
import { NodeDaemon } from './node-daemon.ts';
import type { Ground } from './open-ground.ts';
import { Peers } from './peers.ts';
import { RenewedCertificates } from './renewed-certificates.ts';
import { SiteLook } from './site-look.ts';
import { tellFoundation } from './tell-foundation.ts';
import { Watch } from './watch.ts';
import { type BroughtAbout, Wishes } from './wishes.ts';

export interface PartsAround {
  readonly ground: Ground;
  readonly pkiDir: string | undefined;
  readonly version: string;
  readonly since: HolderMemory;
  readonly notify: () => Notify | undefined;
  /** Look again soon. */
  readonly poke: () => void;
  /** Does work that nobody waits for; what goes wrong is told. */
  readonly inBackground: (what: string, work: () => Promise<unknown>) => void;
  /** Tells what is no fault of the world. */
  readonly onBug: (error: unknown, what: string) => void;
}

/** Whoever asked us waits 15 s: by then it is told that a peer was silent. */
const PEER_MS = 8_000;

/** A daemon's parts, each with what it needs of the others. */
export class NodeParts {
  readonly peers: Peers;
  readonly trials: Trials;
  readonly coordinator: Coordinator;
  readonly catchUp: CatchUp;
  readonly bonus: TemporaryBonus;
  readonly wishes: Wishes;
  readonly balancer: Balancer;
  /** The cluster of Wazuh managers behind the site. */
  readonly wazuh: WazuhLink;
  /** Checks nginx's servers. */
  readonly checker: ServerChecker;
  readonly watch: Watch;
  readonly certificates: CertificateWatch;
  readonly daemon: NodeDaemon;
  readonly counters = new ApiCounters();
  readonly renewed: RenewedCertificates;
  readonly #around: PartsAround;
  readonly #ground: Ground;
  readonly #standings: FileStandings;

  constructor(around: PartsAround) {
    const { ground, pkiDir, version, since, poke } = around;
    this.#around = around;
    this.#ground = ground;
    const { node, runDir, state, current, inForce, filesFor, tell, now } = ground;
    this.certificates = new CertificateWatch(pkiDir);
    this.peers = new Peers({
      node,
      open: (peer, port) => {
        const { tls } = this.certificates;
        const host = peer.interfaces[0]?.addresses[0]?.address ?? '';
        return tls && openTlsDoor({ node: peer.name, host, port, tls, planMs: PEER_MS });
      },
      now,
      onHeard: (observation) => this.#hear(observation),
    });
    const ports = applyPortsOf(ground, this.peers, async () => {
      await this.watch.look();
      return await this.watch.observation();
    });
    this.trials = new Trials(ports);
    this.coordinator = new Coordinator(ports, this.trials, onceAStage(poke));
    this.catchUp = new CatchUp(ports, this.trials);
    this.bonus = new TemporaryBonus((vip, value) => tellFoundation(runDir, { do: 'bonus', vip, value }));
    this.wishes = new Wishes({
      node,
      state,
      current,
      peers: () => this.peers.doors,
      bringAbout: () => this.bringAbout(),
      tell,
      now,
    });
    this.wazuh = openWazuh(ground, this);
    this.renewed = new RenewedCertificates(ground, () => this.isBusy);
    this.balancer = balancerOf(ground, this, (error) => around.onBug(error, 'the spread of sessions'));
    this.#standings = new FileStandings(runDir);
    this.checker = checkerOf(ground, this, (error) => around.onBug(error, 'the checks of servers'));
    this.watch = new Watch({
      node,
      runDir,
      daemon: { pid: process.pid, startedAt: new Date(now()).toISOString(), version },
      state,
      current,
      tell,
      now,
      words: () => this.peers.words,
      apply: () => this.coordinator.progress,
      trial: () => this.trials.trial,
      certificate: () => this.certificates.own,
      serviceCertificates: () => this.certificates.ofServices,
      troubles: () => this.#troubles(),
      balances: () => this.balancer.own,
      checked: this.checker,
      files: async () => await this.#standings.see(current.files(now()) ?? []),
      isMoving: () => this.bonus.isOn,
      heal: (step) => this.#heal(step),
      seen: (view, told) => void around.notify()?.see(view, told),
      since,
    });
    const look = new SiteLook({
      node,
      state,
      current,
      inForce,
      compile: ports.compile,
      filesFor,
      peers: () => this.peers.doors,
      view: () => this.watch.view(),
      holders: () => this.watch.holders(),
      now,
      target: ground.target,
    });
    const metrics = metricsOf(ground, this, around);
    this.daemon = new NodeDaemon({
      ...ground,
      watch: this.watch,
      wishes: this.wishes,
      trials: this.trials,
      coordinator: this.coordinator,
      bonus: this.bonus,
      balancer: this.balancer,
      look,
      switchover: (order, who) => this.#switchover(order, who),
      metrics: () => metrics.text(),
      standingOfJournal: () => standingOf(ground.journal, join(ground.stateDir, 'journal')),
      testNotify: async (channel) => (await around.notify()?.test(channel)) ?? [],
      poke: poke,
    });
  }

  #hear({ intents }: NodeObservation): void {
    const { state } = this.#ground;
    if (JSON.stringify(intents) === JSON.stringify(state.intents)) return;
    this.#around.inBackground('the wishes of a peer', () => this.wishes.merge(intents));
  }

  #troubles() {
    const { state, journal, current } = this.#ground;
    const { renewed, trials } = this;
    const told = [renewed.trouble, journal.trouble, current.trouble, trials.trouble];
    return [
      ...state.troubles,
      ...[...told, this.#around.notify()?.trouble].filter((fault) => fault !== undefined),
      ...this.certificates.troubles,
      ...this.catchUp.findings,
      ...this.balancer.troubles,
      ...this.wazuh.troubles,
    ];
  }

  /** An apply is on: what is in force is its business. */
  get isBusy(): boolean {
    const stage = this.coordinator.progress?.stage;
    return this.trials.order !== undefined || (stage !== undefined && !ENDED_STAGES.includes(stage));
  }

  /** undefined = it is not the time for it. */
  async bringAbout(): Promise<BroughtAbout | undefined> {
    const { current, inForce, now } = this.#ground;
    const files = current.files(now());
    if (files === undefined || this.isBusy) return undefined;
    const edited = editedByHand(await this.#standings.see(files));
    const forced = await inForce.putInForce(files);
    if (edited.length === 0) return forced;
    const says = `${edited.join(', ')} was changed by hand: what was accepted is in force again, the changed text is kept in former/`;
    this.#ground.tell({ kind: 'edit-replaced', text: says, fields: { files: edited.join(' ') } });
    return { ...forced, notes: [...forced.notes, says], replaced: edited };
  }

  async #healRuntime(): Promise<void> {
    const { current, inForce, now } = this.#ground;
    const files = current.files(now());
    if (files !== undefined) await inForce.healRuntime(files);
  }

  async #heal(step: HealStep): Promise<void> {
    try {
      if (step.kind === 'reset-bonus') await this.bonus.set(step.vip, null);
      else if (step.kind === 'heal-runtime') await this.#healRuntime();
      else await this.bringAbout();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      const fields = { code: error.code, step: step.kind };
      this.#ground.tell({ kind: 'healing-failed', text: error.message, fields });
    }
  }

  async #switchover(order: SwitchoverOrder, who: string): Promise<SwitchoverOutcome> {
    const { node, current, tell } = this.#ground;
    const { site } = current;
    if (site === undefined) throw noSite(current.trouble);
    const target = order.to === undefined ? '' : ` to ${order.to}`;
    const onBegin = () => {
      tell({ kind: 'switchover', text: `${who} moves VIP ${order.vip}${target}`, fields: { ...order, who } });
    };
    const view = async () => {
      await this.watch.look();
      return await this.watch.view();
    };
    const door = (name: string) => (name === node ? this.daemon : this.peers.doors.get(name));
    const prefer = async (vip: string, holder: string) => {
      const wish = { kind: 'vip-holder', vip, node: holder } as const;
      await this.wishes.ask({ wish, who, why: 'switchover' });
    };
    const outcome = await switchover({ site, view, door, prefer, onBegin }, order);
    // Whoever looks next sees the target as it is now, not as it was before.
    await this.peers.ask();
    return outcome;
  }
}
