import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../base/fault.ts';
import { type FoundationVip, RUN_FILES } from '../release/foundation-config.ts';
import { boundLogs } from './bounded-logs.ts';
import type { ControlAnswer, ControlRequest } from './control-protocol.ts';
import { badRequest, serveControl } from './control-server.ts';
import { adoptGuest, type GuestProcess, startGuest } from './guest-process.ts';
import { HaproxyGuest } from './haproxy-guest.ts';
import { Journal } from './journal.ts';
import { KeepalivedGuest } from './keepalived-guest.ts';
import { ListeningSockets } from './listening-sockets.ts';
import { followNotices, type VrrpNotice } from './notify-fifo.ts';
import { identifyProcess } from './process-identity.ts';
import { type ReleaseFolder, ReleaseFolders } from './release-folder.ts';
import { recallGuests, rememberGuests } from './remembered-guests.ts';
import type { Finding, FoundationStatus, VrrpRole } from './status.ts';
import { findStrangers } from './strangers.ts';
import { validateRelease } from './validate-release.ts';
import { Vips } from './vips.ts';

const LOOK_MS = 250;
const CHECK_MS = 5_000;
/** Keepalived says MASTER or BACKUP around the moment it touches the addresses: look more than once. */
const LOOKS_AFTER_NOTICE_MS = [0, 5, 20, 60];
const STOP_MOVE_MS = 2_000;
const STOP_GRACE_MS = 3_000;
const MOST_FINDINGS = 20;

export interface FoundationCommands {
  readonly haproxy: string;
  readonly keepalived: string;
  readonly ip: string;
}

/**
 * What must not move on a node: the bound sockets, and the quick hand that keeps the guests alive and tells VRRP. It decides
 * nothing that needs thought. It runs in the network namespace that it was started in.
 */
export class Foundation {
  readonly #runDir: string;
  readonly #commands: FoundationCommands;
  readonly #startedAt = new Date().toISOString();
  readonly #journal = new Journal();
  readonly #sockets = new ListeningSockets();
  readonly #folders: ReleaseFolders;
  readonly #vips: Vips;
  readonly #keepalived: KeepalivedGuest;
  #haproxy: HaproxyGuest | undefined;
  #release: ReleaseFolder | undefined;
  readonly #roles = new Map<string, { role: VrrpRole; priority: number | undefined }>();
  #findings: Finding[] = [];
  #state: FoundationStatus['state'] = 'starting';
  #busy: Promise<unknown> = Promise.resolve();

  constructor(runDir: string, commands: FoundationCommands) {
    this.#runDir = runDir;
    this.#commands = commands;
    this.#folders = new ReleaseFolders(runDir);
    for (const dir of [RUN_FILES.track, RUN_FILES.log])
      mkdirSync(this.#path(dir), { recursive: true, mode: 0o700 });
    this.#vips = new Vips({
      trackDir: this.#path(RUN_FILES.track),
      ipCommand: commands.ip,
      sickness: () => this.#sickness(),
      isElsewhere: (vip) => this.#isElsewhere(vip),
      left: (vip) => void this.#closeSessions(vip),
      tell: this.#journal.tell,
    });
    this.#keepalived = new KeepalivedGuest({
      launch: () => this.#launchKeepalived(),
      pidFiles: { parent: this.#path('keepalived.pid'), vrrp: this.#path('vrrp.pid') },
      staleForMs: () => this.#vips.takeoverMs(),
      removeStale: () => this.#vips.remove(),
      changed: () => this.#remember(),
      tell: this.#journal.tell,
    });
  }

  /** Binds, takes over or starts the guests, then serves the control socket. Refused releases become findings. */
  async start(): Promise<void> {
    followNotices(this.#path(RUN_FILES.fifo), (notice) => this.#hear(notice));
    await serveControl(this.#path(RUN_FILES.control), {
      answer: (request) => this.#answer(request),
      follow: (write) => this.#journal.follow(write),
    });
    setInterval(() => this.#vips.refresh(), LOOK_MS);
    setInterval(() => this.#check(), CHECK_MS);
    await this.#inTurn(() => this.#startGuests());
  }

  /** VIPs away first, by priority, so that peers have them before we let go; then the guests. */
  async stop(): Promise<void> {
    if (this.#state === 'stopping') return;
    this.#state = 'stopping';
    this.#journal.tell('stopping', 'the foundation was told to stop');
    this.#vips.refresh();
    const deadline = performance.now() + STOP_MOVE_MS;
    while (this.#vips.takeoverMs() > 0 && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await this.#keepalived.stop();
    await this.#haproxy?.stop(STOP_GRACE_MS);
  }

  async #startGuests(): Promise<void> {
    const guests = recallGuests(this.#path('guests.json'));
    for (const [instance, role] of Object.entries(guests.roles)) {
      if (!this.#roles.has(instance)) this.#roles.set(instance, role);
    }
    const release = await this.#firstRelease();
    if (release === undefined) return;
    this.#sockets.bind(release.config.listeners);
    this.#enforce(release);
    this.#haproxy = this.#makeHaproxy(release);
    this.#vips.set(release.config.vips);
    const serving = this.#haproxy.start(
      guests.haproxy === undefined ? undefined : adoptGuest(guests.haproxy),
      guests.old.map(adoptGuest),
    );
    if (guests.keepalived === undefined) void this.#keepalived.start();
    else this.#keepalived.adopt(adoptGuest(guests.keepalived));
    this.#state = 'running';
    await serving;
  }

  /** What is wanted, when the engines accept it; else what was in force; else nothing, and a finding says why. */
  async #firstRelease(): Promise<ReleaseFolder | undefined> {
    const active = this.#attempt(() => this.#folders.recover());
    if (active !== undefined && this.#folders.isCurrent()) return active;
    try {
      const staged = this.#folders.stage();
      const bound = this.#sockets.bind(staged.config.listeners);
      try {
        await this.#validate(staged);
      } catch (error) {
        this.#sockets.close(bound);
        throw error;
      }
      return this.#folders.activate();
    } catch (error) {
      this.#find(
        error,
        active === undefined ? 'Nothing is in force on this node.' : 'The former release stays in force.',
      );
      return active;
    }
  }

  /** Takes the wanted release into force, or leaves everything as it was. */
  async #reload(): Promise<void> {
    const staged = this.#folders.stage();
    if (this.#haproxy === undefined || this.#release === undefined) {
      await this.#startGuests();
      if (this.#release === undefined) throw this.#lastFinding();
      return;
    }
    const former = this.#release;
    const added = this.#sockets.bind(staged.config.listeners);
    try {
      await this.#validate(staged);
      this.#enforce(this.#folders.activate());
    } catch (error) {
      this.#sockets.close(added);
      throw error;
    }
    if (!(await this.#haproxy.reload())) {
      this.#folders.restore();
      this.#release = former;
      this.#sockets.close(added);
      throw new Fault(
        'foundation/reload-failed',
        'The new HAProxy did not come up although its file is valid; the former configuration stays.',
        'Read its own words below, mend the spec or the limits of this machine, and reload again.',
        this.#lastWords('haproxy.log'),
      );
    }
    this.#sockets.keepOnly(staged.config.listeners);
    this.#vips.set(staged.config.vips);
    if (staged.keepalived !== former.keepalived) this.#keepalived.reload();
  }

  #validate(folder: ReleaseFolder): Promise<void> {
    return validateRelease(
      folder.dir,
      this.#commands,
      this.#sockets.descriptors(folder.config.listeners),
      this.#runDir,
    );
  }

  #enforce(release: ReleaseFolder): void {
    this.#release = release;
  }

  #makeHaproxy(release: ReleaseFolder): HaproxyGuest {
    return new HaproxyGuest({
      launch: () => this.#launchHaproxy(),
      probeSocket: this.#path(RUN_FILES.probe),
      freezeMs: release.config.haproxy.freezeMs,
      changed: () => {
        this.#vips.refresh();
        this.#remember();
      },
      tell: this.#journal.tell,
    });
  }

  #launchHaproxy(): GuestProcess {
    const { config } = this.#release as ReleaseFolder;
    // -db: one process in the foreground; in master-worker mode the death of either would cut old sessions too.
    return startGuest(
      this.#commands.haproxy,
      ['-db', '-f', join(this.#folders.active, 'haproxy.cfg')],
      this.#path(RUN_FILES.log, 'haproxy.log'),
      this.#sockets.descriptors(config.listeners),
    );
  }

  #launchKeepalived(): GuestProcess {
    const file = join(this.#folders.active, 'keepalived.conf');
    const pidFiles = ['-p', this.#path('keepalived.pid'), '-r', this.#path('vrrp.pid')];
    // -R: when the VRRP child dies the parent ends too, so that we decide when the next one may start.
    return startGuest(
      this.#commands.keepalived,
      ['-n', '-l', '-D', '-P', '-R', '-f', file, ...pidFiles],
      this.#path(RUN_FILES.log, 'keepalived.log'),
      [],
      { TMPDIR: this.#runDir },
    );
  }

  #hear({ instance, role, priority }: VrrpNotice): void {
    const former = this.#roles.get(instance);
    const now = role ?? former?.role ?? 'unknown';
    if (former?.role !== now) this.#journal.tell('vrrp', `${instance} is ${now}, priority ${priority}`);
    this.#roles.set(instance, { role: now, priority });
    this.#remember();
    for (const delay of LOOKS_AFTER_NOTICE_MS) setTimeout(() => this.#vips.refresh(), delay);
  }

  #isElsewhere(vip: FoundationVip): boolean {
    if (this.#keepalived.process === undefined) return false;
    const roles = vip.instances.map((instance) => this.#roles.get(instance)?.role);
    return roles.every((role) => role === 'BACKUP' || role === 'FAULT');
  }

  #sickness(): string | undefined {
    if (this.#state === 'stopping') return 'the foundation is stopping';
    if (this.#haproxy === undefined) return 'no release is in force';
    return this.#haproxy.sickness;
  }

  async #closeSessions(vip: FoundationVip): Promise<void> {
    const closed = (await this.#haproxy?.closeSessions(vip.frontends)) ?? 0;
    if (closed > 0)
      this.#journal.tell('sessions-closed', `closed ${closed} sessions of VIP ${vip.name}, which left`);
  }

  async #answer(request: ControlRequest): Promise<ControlAnswer> {
    switch (request.do) {
      case 'status':
        return { ok: true, status: this.#status() };
      case 'reload':
        await this.#inTurn(() => this.#reload());
        return { ok: true };
      case 'bonus':
        if (!this.#vips.setBonus(request.vip, request.value)) throw badRequest();
        return { ok: true };
      case 'stop':
        await this.stop();
        setTimeout(() => process.exit(0), 50);
        return { ok: true };
      default:
        throw badRequest();
    }
  }

  #status(): FoundationStatus {
    const config = this.#release?.config;
    const roleOf = (vip: FoundationVip) =>
      this.#roles.get(vip.instances[0] ?? '') ?? { role: 'unknown' as const, priority: undefined };
    const nobody = {
      state: 'stopped' as const,
      pid: undefined,
      restarts: 0,
      reloads: 0,
      draining: 0,
      old: [],
    };
    return {
      version: 1,
      site: config?.site ?? '',
      node: config?.node ?? '',
      pid: process.pid,
      startedAt: this.#startedAt,
      state: this.#state,
      listeners: (config?.listeners ?? []).map(({ name, address, port }) => ({ name, address, port })),
      guests: {
        haproxy: this.#haproxy?.status() ?? nobody,
        keepalived: {
          state: this.#keepalived.state,
          pid: this.#keepalived.process?.pid,
          restarts: this.#keepalived.restarts,
          vips: Object.fromEntries((config?.vips ?? []).map((vip) => [vip.name, roleOf(vip)])),
        },
      },
      vips: this.#vips.status(),
      findings: this.#findings,
    };
  }

  /** Every few seconds: logs within their bound, nobody else on our ports. */
  #check(): void {
    boundLogs(this.#path(RUN_FILES.log));
    const listeners = this.#release?.config.listeners ?? [];
    // Sockets of adopted processes belong to a former foundation: they are of our kind, and leave with them.
    if (
      this.#haproxy === undefined ||
      [...this.#haproxy.pids.old, this.#haproxy.pids.current].some((p) => p?.adopted)
    )
      return;
    const tables = ['/proc/net/tcp', '/proc/net/tcp6'].map(
      (path) => this.#attempt(() => readFileSync(path, 'latin1')) ?? '',
    );
    for (const { address, port } of findStrangers(tables, listeners, this.#sockets.inodes())) {
      this.#find(
        new Fault(
          'foundation/stranger',
          `A process that is not ours listens on ${address} port ${port} and takes a share of our connections.`,
          `Find it with "ss -ltnp sport = :${port}" and stop it.`,
        ),
      );
    }
  }

  #find(error: unknown, consequence = ''): void {
    if (!(error instanceof Fault)) throw error;
    const message = [error.message, consequence, error.evidence].filter((part) => part !== '').join('\n');
    const finding: Finding = {
      code: error.code,
      severity: 'critical',
      message,
      remedy: error.remedy,
      at: new Date().toISOString(),
    };
    const others = this.#findings.filter((known) => known.code !== finding.code || known.message !== message);
    if (others.length === this.#findings.length) this.#journal.tell('finding', `${error.code}: ${message}`);
    this.#findings = [...others, finding].slice(-MOST_FINDINGS);
  }

  #lastFinding(): Fault {
    const last = this.#findings.at(-1);
    return new Fault(last?.code ?? 'foundation/release-unreadable', last?.message ?? '', last?.remedy ?? '');
  }

  #remember(): void {
    const identity = (process: GuestProcess | undefined) =>
      process === undefined ? undefined : identifyProcess(process.pid);
    const { current, old } = this.#haproxy?.pids ?? { current: undefined, old: [] };
    rememberGuests(this.#path('guests.json'), {
      haproxy: identity(current),
      old: old.map(identity).filter((process) => process !== undefined),
      keepalived: identity(this.#keepalived.process),
      roles: Object.fromEntries(this.#roles),
    });
  }

  #lastWords(log: string): string {
    return this.#attempt(() => readFileSync(this.#path(RUN_FILES.log, log), 'utf8'))?.slice(-2_000) ?? '';
  }

  /** Files may be missing or corrupt: then undefined, and a Fault among the findings. */
  #attempt<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (error instanceof Fault) this.#find(error);
      return undefined;
    }
  }

  /** Starts, reloads and stops never overlap. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#busy.then(work);
    this.#busy = mine.catch(() => undefined);
    return mine;
  }

  #path(...parts: string[]): string {
    return join(this.#runDir, ...parts);
  }
}
