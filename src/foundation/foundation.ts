import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../base/fault.ts';
import { type FoundationVip, RUN_FILES } from '../release/foundation-config.ts';
import type { Engine } from '../site/site.ts';
import { boundLogs } from './bounded-logs.ts';
import { composeFoundationStatus } from './compose-foundation-status.ts';
import {
  type ControlAnswer,
  type ControlRequest,
  type EngineReloads,
  OLD_HAPROXY_COMMAND,
  type Reloaded,
} from './control-protocol.ts';
import { badRequest, noOldHaproxy, serveControl } from './control-server.ts';
import { EngineGuest } from './engine-guest.ts';
import { haproxyEngine, nginxEngine } from './engines.ts';
import { Findings } from './findings.ts';
import { greetPeers } from './greet-peers.ts';
import { adoptGuest, type GuestProcess } from './guest-process.ts';
import type { HaproxyGeneration } from './haproxy-generation.ts';
import { askOldHaproxy, closeHaproxySessions } from './haproxy-sessions.ts';
import type { InheritedSockets } from './inherited-sockets.ts';
import { Journal } from './journal.ts';
import { KeepalivedGuest } from './keepalived-guest.ts';
import { readLastWords } from './last-words.ts';
import { type EngineCommands, keepalivedPidFiles, launchKeepalived } from './launch-engines.ts';
import { lookForStrangers } from './look-for-strangers.ts';
import type { NginxGeneration } from './nginx-generation.ts';
import { followNotices, type VrrpNotice } from './notify-fifo.ts';
import type { ProcessIdentity } from './process-identity.ts';
import { Releases } from './releases.ts';
import { reloadRelease } from './reload-release.ts';
import { recallGuests, rememberGuests } from './remembered-guests.ts';
import type { FoundationStatus, VrrpRole } from './status.ts';
import { Vips } from './vips.ts';

const LOOK_MS = 250;
const CHECK_MS = 5_000;
/** Keepalived says MASTER or BACKUP around the moment it touches the addresses: look more than once. */
const LOOKS_AFTER_NOTICE_MS = [0, 5, 20, 60];
/** Nodes of a site that are switched on together start within this time of each other. */
const COLD_START_MS = 2_000;
const STOP_MOVE_MS = 2_000;
const STOP_GRACE_MS = 3_000;

/**
 * What must not move on a node: the bound sockets, and the quick hand that keeps the guests alive and tells VRRP. It decides
 * nothing that needs thought. It runs in the network namespace that it was started in.
 */
export class Foundation {
  readonly #runDir: string;
  readonly #journal = new Journal();
  readonly #findings = new Findings(this.#journal.tell);
  readonly #releases: Releases;
  readonly #vips: Vips;
  readonly #haproxy: EngineGuest<HaproxyGeneration>;
  readonly #nginx: EngineGuest<NginxGeneration>;
  readonly #keepalived: KeepalivedGuest;
  readonly #roles = new Map<string, { role: VrrpRole; priority: number | undefined }>();
  readonly #startedAt = new Date().toISOString();
  #state: FoundationStatus['state'] = 'starting';
  #coldUntil = 0;
  #busy: Promise<unknown> = Promise.resolve();

  constructor(runDir: string, commands: EngineCommands, inherited: InheritedSockets) {
    this.#runDir = runDir;
    this.#releases = new Releases(runDir, commands, inherited);
    for (const dir of [RUN_FILES.track, RUN_FILES.log])
      mkdirSync(this.#path(dir), { recursive: true, mode: 0o700 });
    this.#vips = new Vips({
      trackDir: this.#path(RUN_FILES.track),
      ipCommand: commands.ip,
      sickness: (vip) => this.#sickness(vip),
      isElsewhere: (vip) => this.#isElsewhere(vip),
      isColdStart: () => performance.now() < this.#coldUntil,
      left: (vip) => void this.#closeSessions(vip),
      tell: this.#journal.tell,
    });
    const around = {
      changed: () => {
        this.#vips.refresh();
        this.#remember();
      },
      tell: this.#journal.tell,
    };
    this.#haproxy = new EngineGuest(haproxyEngine(commands.haproxy, runDir, this.#releases), around);
    this.#nginx = new EngineGuest(nginxEngine(commands.nginx, runDir, this.#releases), around);
    this.#keepalived = new KeepalivedGuest({
      launch: () => launchKeepalived(commands.keepalived, runDir),
      pidFiles: keepalivedPidFiles(runDir),
      staleForMs: () => this.#vips.takeoverMs(),
      removeStale: () => this.#vips.remove(),
      changed: () => this.#remember(),
      tell: this.#journal.tell,
    });
  }

  /** Serves the control socket, binds, takes over or starts the guests. What is refused becomes a finding and is tried again. */
  async start(): Promise<void> {
    followNotices(this.#path(RUN_FILES.fifo), (notice) => this.#hear(notice));
    await serveControl(this.#path(RUN_FILES.control), {
      answer: (request, write) => this.#answer(request, write),
      follow: (write) => this.#journal.follow(write),
    });
    setInterval(() => this.#vips.refresh(), LOOK_MS);
    setInterval(() => this.#check(), CHECK_MS);
    await this.#inTurn(() => this.#startGuests());
  }

  /** VIPs away first, by priority, so that peers have them before we let go; then the guests. */
  async stop(): Promise<void> {
    if (this.#state === 'stopping') return;
    await this.#vips.prepareMoves();
    this.#state = 'stopping';
    this.#journal.tell('stopping', 'the foundation was told to stop');
    const deadline = performance.now() + STOP_MOVE_MS;
    while (this.#vips.takeoverMs() > 0 && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    // Clients that have not heard of the new place yet are served for a moment longer.
    await this.#vips.whenSettled();
    await this.#keepalived.stop();
    await Promise.all([this.#haproxy.stop(STOP_GRACE_MS), this.#nginx.stop(STOP_GRACE_MS)]);
  }

  /**
   * Makes room for the next foundation, which takes the guests over: nothing stops, no VIP moves. What is on is brought to
   * its end first, and nothing begins any more.
   * @param end ends this process; whoever started it starts the next one
   */
  async leave(end: () => never): Promise<void> {
    await this.#inTurn(async () => {
      await this.#vips.whenSettled();
      this.#remember();
      this.#journal.tell('leaving', 'the foundation leaves; its guests stay for the next one');
      end();
    });
  }

  async #startGuests(): Promise<void> {
    if (this.#state !== 'starting') return;
    const { release, found } = await this.#releases.takeFirst();
    this.#findings.set('release', found);
    if (release === undefined) return;
    const guests = recallGuests(this.#path('guests.json'));
    for (const [instance, role] of Object.entries(guests.roles)) {
      // What the FIFO kept for us is newer.
      if (!this.#roles.has(instance)) this.#roles.set(instance, role);
    }
    this.#state = 'running';
    this.#haproxy.use(release.config.haproxy);
    this.#nginx.use(release.config.nginx);
    const adopt = (process: ProcessIdentity | undefined) => process && adoptGuest(process);
    // Before the track files are written: a node whose engines go on serving must not look sick for a moment.
    await this.#haproxy.adopt(adopt(guests.haproxy), guests.old.map(adoptGuest));
    await this.#nginx.adopt(adopt(guests.nginx), guests.oldNginx.map(adoptGuest));
    this.#vips.set(release.config.vips);
    if (guests.keepalived !== undefined) this.#keepalived.adopt(adoptGuest(guests.keepalived));
    const serving = Promise.all([this.#haproxy.start(), this.#nginx.start()]);
    if (guests.keepalived === undefined) {
      this.#coldUntil = performance.now() + COLD_START_MS;
      // A release that an older Holdfast has written names no peers.
      greetPeers(release.config.vips.flatMap(({ peers = [] }) => peers));
      void this.#keepalived.start();
    }
    await serving;
  }

  /** Takes the wanted release into force, or leaves everything as it was. */
  async #reload(how: EngineReloads): Promise<Reloaded> {
    const former = this.#releases.inForce;
    if (former === undefined) {
      await this.#startGuests();
      if (this.#releases.inForce === undefined) throw this.#nothingInForce();
      const nginx = this.#releases.inForce.config.nginx === undefined ? {} : { nginx: 'reloaded' as const };
      return { haproxy: 'reloaded', ...nginx, keepalived: 'reloaded' };
    }
    const lastWords = (engine: 'haproxy' | 'nginx') =>
      readLastWords(this.#path(RUN_FILES.log, `${engine}.log`));
    const engines = { haproxy: this.#haproxy, nginx: this.#nginx };
    const others = { releases: this.#releases, keepalived: this.#keepalived, vips: this.#vips };
    const did = await reloadRelease({ ...engines, ...others, lastWords }, former, how);
    this.#findings.set('release', []);
    return did;
  }

  #hear({ instance, role, priority }: VrrpNotice): void {
    const former = this.#roles.get(instance);
    const now = role ?? former?.role ?? 'unknown';
    if (former?.role !== now) this.#journal.tell('vrrp', `${instance} is ${now}, priority ${priority}`);
    this.#roles.set(instance, { role: now, priority });
    this.#remember();
    for (const delay of LOOKS_AFTER_NOTICE_MS) setTimeout(() => this.#vips.refresh(), delay);
  }

  /** Why this node cannot serve the VIP: an engine that listens on it, or any where nothing does, is not well. */
  #sickness(vip: FoundationVip): string | undefined {
    if (this.#state === 'stopping') return 'the foundation is stopping';
    const engines = new Set(
      this.#releases.inForce?.config.listeners.filter((one) => one.vip === vip.name).map((one) => one.engine),
    );
    const concerns = (engine: Engine) => engines.size === 0 || engines.has(engine);
    return (
      (concerns('haproxy') ? this.#haproxy.sickness : undefined) ??
      (concerns('nginx') ? this.#nginx.sickness : undefined)
    );
  }

  #isElsewhere(vip: FoundationVip): boolean {
    if (this.#keepalived.process === undefined) return false;
    const roles = vip.instances.map((instance) => this.#roles.get(instance)?.role);
    return roles.every((role) => role === 'BACKUP' || role === 'FAULT');
  }

  async #closeSessions(vip: FoundationVip): Promise<void> {
    const closed = await closeHaproxySessions(this.#haproxy, vip.frontends);
    if (closed === 0) return;
    this.#journal.tell('sessions-closed', `closed ${closed} sessions of VIP ${vip.name}, which left`);
  }

  async #answer(request: ControlRequest, write: (line: string) => void): Promise<ControlAnswer> {
    switch (request.do) {
      case 'status':
        return { ok: true, status: this.#status() };
      case 'reload':
        return { ok: true, did: await this.#inTurn(() => this.#reload(reloadsOf(request))) };
      case 'validate':
        if (typeof request.dir !== 'string') throw badRequest();
        await this.#releases.validate(request.dir);
        return { ok: true };
      case 'bonus':
        if (!(await this.#vips.setBonus(request.vip, request.value))) throw badRequest();
        return { ok: true };
      case 'ask-old-haproxy': {
        const { pid, command } = request;
        if (typeof command !== 'string' || !OLD_HAPROXY_COMMAND.test(command)) throw badRequest();
        const handOn = (text: string): void => write(JSON.stringify({ text }));
        if (!(await askOldHaproxy(this.#haproxy, pid, command, handOn))) throw noOldHaproxy(pid);
        return { ok: true };
      }
      case 'stop':
        await this.stop();
        setTimeout(() => process.exit(0), 50);
        return { ok: true };
      default:
        throw badRequest();
    }
  }

  #status(): FoundationStatus {
    const { state, restarts, process: keepalived } = this.#keepalived;
    return composeFoundationStatus({
      config: this.#releases.inForce?.config,
      process: { pid: process.pid, startedAt: this.#startedAt, state: this.#state },
      haproxy: this.#haproxy.status(),
      nginx: this.#nginx.status(),
      keepalived: { state, pid: keepalived?.pid, restarts },
      roles: this.#roles,
      vips: this.#vips.status(),
      findings: this.#findings.list,
    });
  }

  /** Every few seconds: logs within their bound, another try where nothing is in force, nobody else on our ports. */
  #check(): void {
    boundLogs(this.#path(RUN_FILES.log));
    if (this.#state === 'starting') void this.#inTurn(() => this.#startGuests());
    const engines = [this.#haproxy, this.#nginx].flatMap(({ current, old }) => [current, ...old]);
    // Sockets of adopted processes belong to a former foundation: they are of our kind, and leave with them.
    if (engines.some((generation) => generation?.process.adopted)) return;
    const listeners = this.#releases.inForce?.config.listeners ?? [];
    const strangers = lookForStrangers(listeners, this.#releases.inodes);
    this.#findings.set(
      'ports',
      strangers.map((fault) => ({ fault })),
    );
  }

  #remember(): void {
    const identity = (guest: { process: GuestProcess | undefined } | undefined) =>
      guest?.process && { pid: guest.process.pid, startTime: guest.process.startTime };
    const identities = (guests: readonly { process: GuestProcess }[]) =>
      guests.map(identity).filter((process) => process !== undefined);
    rememberGuests(this.#path('guests.json'), {
      haproxy: identity(this.#haproxy.current),
      old: identities(this.#haproxy.old),
      nginx: identity(this.#nginx.current),
      oldNginx: identities(this.#nginx.old),
      keepalived: identity(this.#keepalived),
      roles: Object.fromEntries(this.#roles),
    });
  }

  #nothingInForce(): Fault {
    const last = this.#findings.list.at(-1);
    return new Fault(last?.code ?? 'foundation/release-unreadable', last?.message ?? '', last?.remedy ?? '');
  }

  /** Starts and reloads never overlap. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#busy.then(work);
    this.#busy = mine.catch(() => undefined);
    return mine;
  }

  #path(...parts: string[]): string {
    return join(this.#runDir, ...parts);
  }
}

/** @throws Fault `foundation/bad-request` */
function reloadsOf(request: { readonly haproxy?: unknown; readonly nginx?: unknown }): EngineReloads {
  const { haproxy = 'when-changed', nginx = 'when-changed' } = request;
  const isKnown = ['when-changed', 'keep', 'anew'].includes(haproxy as string);
  if (!isKnown || !['when-changed', 'anew'].includes(nginx as string)) throw badRequest();
  return { haproxy, nginx } as EngineReloads;
}
