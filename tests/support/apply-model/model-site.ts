import { Fault } from '../../../src/base/fault.ts';
import type { NodeDoor } from '../../../src/node/api/node-door.ts';
import type { ApplyPorts, NodeFile } from '../../../src/node/apply/apply-ports.ts';
import type { ApplyProgress } from '../../../src/node/apply/apply-progress.ts';
import { type Changes, openChanges } from '../../../src/node/apply/open-changes.ts';
import type { ApplyRecord, TrialRecord } from '../../../src/node/apply/records.ts';
import type { StoredRecord } from '../../../src/node/apply/stored-record.ts';
import type { JournalEntry } from '../../../src/node/journal/record.ts';
import type { NodeObservation } from '../../../src/node/status/node-observation.ts';
import { MemoryState } from './memory-state.ts';
import { compile, filesFor } from './model-compile.ts';
import { VirtualClock } from './virtual-clock.ts';
import { VrrpModel } from './vrrp-model.ts';

/** Decides what happens to one effect of a daemon: nothing, or it is killed before or after it. */
export type Fate = (node: string, effect: string, count: number) => 'goes on' | 'dies before' | 'dies after';

interface Machine {
  readonly name: string;
  readonly state: MemoryState;
  trial: TrialRecord | undefined;
  apply: ApplyRecord | undefined;
  files: readonly NodeFile[];
  /** What happened, newest last. */
  readonly journal: JournalEntry[];
  /** The daemon that runs; undefined = none. */
  daemon: Daemon | undefined;
  effects: number;
  looks: number;
}

interface Daemon {
  alive: boolean;
  changes: Changes | undefined;
}

const NEVER = new Promise<never>(() => undefined);

/** A site in memory: disks and engines outlive daemons, doors may lead nowhere, every effect takes time. */
export class ModelSite {
  readonly clock = new VirtualClock();
  readonly vrrp = new VrrpModel();
  readonly machines: ReadonlyMap<string, Machine>;
  /** `a b` = a does not reach b. */
  readonly cut = new Set<string>();
  /** Every progress that an operator was shown. */
  readonly shown: ApplyProgress[] = [];
  fate: Fate = () => 'goes on';
  /** How a node's engines answer: a reason refuses. */
  refuses: (node: string, effect: 'validate' | 'force', files: readonly NodeFile[]) => string | undefined =
    () => undefined;
  /** What a node sees is changed by this before anybody reads it. */
  looksLike: (node: string, seen: NodeObservation) => NodeObservation = (_, seen) => seen;
  #ids = 0;

  constructor(nodes: readonly string[]) {
    this.machines = new Map(
      nodes.map((name) => [
        name,
        {
          name,
          state: new MemoryState(),
          trial: undefined,
          apply: undefined,
          files: [],
          journal: [],
          daemon: undefined,
          effects: 0,
          looks: 0,
        },
      ]),
    );
  }

  /** Every node has this spec as revision 1, in force. */
  async accept(spec: string): Promise<void> {
    const compiled = compile(spec, 'holdfast.yaml', {});
    if (!('release' in compiled)) throw new Error(JSON.stringify(compiled));
    const { site, release } = compiled;
    const routerIds = Object.fromEntries(site.vips.map(({ name, vrrp }) => [name, vrrp.routerId]));
    const at = new Date(this.clock.now()).toISOString();
    for (const { name } of site.nodes) {
      const machine = this.machine(name);
      await machine.state.accept({
        site: site.name,
        spec,
        release: release.digest,
        files: release.files,
        who: 'ann',
        at,
        routerIds,
      });
      this.#force(machine, filesFor(site, name));
    }
  }

  machine(name: string): Machine {
    const machine = this.machines.get(name);
    if (machine === undefined) throw new Error(`no machine ${name}`);
    return machine;
  }

  changes(name: string): Changes {
    const changes = this.machine(name).daemon?.changes;
    if (changes === undefined) throw new Error(`the daemon of ${name} does not run`);
    return changes;
  }

  /** Starts a daemon, which beats every second. */
  start(name: string): void {
    const machine = this.machine(name);
    if (machine.daemon !== undefined) return;
    const daemon: Daemon = { alive: true, changes: undefined };
    machine.daemon = daemon;
    void this.#live(machine, daemon);
  }

  kill(name: string): void {
    const machine = this.machine(name);
    if (machine.daemon !== undefined) machine.daemon.alive = false;
    machine.daemon = undefined;
  }

  async #live(machine: Machine, daemon: Daemon): Promise<void> {
    daemon.changes = await openChanges(this.#ports(machine, daemon), (progress) => {
      if (daemon.alive) this.shown.push(progress);
    });
    while (daemon.alive) {
      const heard = [...this.machines.keys()].flatMap((name) => {
        const other = this.machine(name);
        if (
          name === machine.name ||
          !this.#reaches(machine.name, name) ||
          other.daemon?.changes === undefined
        )
          return [];
        return [[name, this.#observation(other).release] as const];
      });
      // As a daemon does: its cycle does not wait for a beat that is not over.
      void daemon.changes.tick(new Map(heard));
      await this.clock.sleep(1_000);
    }
  }

  #ports(machine: Machine, daemon: Daemon): ApplyPorts {
    const { name, state } = machine;
    const effect = async <Result>(
      what: string,
      ms: number,
      work: () => Result | Promise<Result>,
    ): Promise<Result> => {
      if (!daemon.alive) return NEVER;
      machine.effects += 1;
      const fate = this.fate(name, what, machine.effects);
      if (fate === 'dies before') {
        this.kill(name);
        return NEVER;
      }
      const result = await work();
      if (fate === 'dies after') this.kill(name);
      await this.clock.sleep(ms);
      return daemon.alive ? result : NEVER;
    };
    const record = <Value>(key: 'trial' | 'apply'): StoredRecord<Value> => ({
      read: () => effect(`${key}.read`, 1, () => machine[key] as Value | undefined),
      write: (value) =>
        effect(`${key}.write`, 5, () => {
          (machine as unknown as Record<string, unknown>)[key] = structuredClone(value);
        }),
      remove: () =>
        effect(`${key}.remove`, 5, () => {
          machine[key] = undefined;
        }),
    });
    return {
      node: name,
      state: new Proxy(state, {
        get: (target, key) => {
          if (key === 'accept')
            return (...args: Parameters<MemoryState['accept']>) =>
              effect('accept', 10, () => target.accept(...args));
          const value: unknown = Reflect.get(target, key, target);
          return typeof value === 'function' ? (value as () => unknown).bind(target) : value;
        },
      }),
      journal: {
        append: (entry) => {
          if (daemon.alive) machine.journal.push(entry);
          return { seq: machine.journal.length, at: '', fields: {}, ...entry };
        },
      },
      trialRecord: record<TrialRecord>('trial'),
      applyRecord: record<ApplyRecord>('apply'),
      compile,
      filesFor: (site) => filesFor(site, name),
      inForce: {
        filesInForce: () => effect('files', 1, () => machine.files),
        validate: (files) => effect('validate', 100, () => this.#ask(name, 'validate', files)),
        forecast: () => effect('forecast', 5, () => ({ how: 'reload' as const, sessionsCut: 0, notes: [] })),
        putInForce: (files) =>
          effect('force', 300, () => {
            this.#ask(name, 'force', files);
            const isSame = same(files, machine.files);
            if (!isSame) this.#force(machine, files);
            const how = isSame ? ('nothing' as const) : ('reload' as const);
            return { how, steps: [], notes: [], sessionsCut: 0, tookMs: 300 };
          }),
      },
      peers: () =>
        new Map(
          [...this.machines.keys()]
            .filter((other) => other !== name)
            .map((other) => [other, this.#door(name, other, daemon)]),
        ),
      observation: () => effect('look', 10, () => this.#observation(machine)),
      clock: {
        now: this.clock.now,
        elapsed: this.clock.elapsed,
        sleep: async (ms) => {
          await this.clock.sleep(ms);
          if (!daemon.alive) await NEVER;
        },
      },
      newId: () => `a${++this.#ids}`,
    };
  }

  #ask(name: string, effect: 'validate' | 'force', files: readonly NodeFile[]): void {
    const why = this.refuses(name, effect, files);
    if (why !== undefined) throw new Fault('engines/refused', why, 'Mend it.');
  }

  #force(machine: Machine, files: readonly NodeFile[]): void {
    machine.files = files;
    this.vrrp.read(machine.name, files.find(({ path }) => path === 'keepalived.conf')?.text);
  }

  #reaches(from: string, to: string): boolean {
    return !this.cut.has(`${from} ${to}`);
  }

  /** An order may be carried out although its answer never arrives. */
  #door(from: string, to: string, caller: Daemon): NodeDoor {
    const call = async <Result>(
      work: (changes: Changes, machine: Machine) => Promise<Result>,
    ): Promise<Result> => {
      if (!caller.alive) return NEVER;
      await this.clock.sleep(2);
      const machine = this.machine(to);
      const daemon = machine.daemon;
      if (!this.#reaches(from, to) || daemon?.changes === undefined) return await this.#silence(to, caller);
      const outcome = await Promise.race([
        work(daemon.changes, machine).then(
          (result) => ({ result }),
          (error: unknown) => ({ error }),
        ),
        this.#silentAfter(30_000),
      ]);
      await this.clock.sleep(2);
      if (!caller.alive) return NEVER;
      if (outcome === undefined || !daemon.alive || !this.#reaches(to, from))
        return await this.#silence(to, caller);
      if ('error' in outcome) throw outcome.error;
      return outcome.result;
    };
    const door: Partial<NodeDoor> = {
      check: (order) => call((changes) => changes.check(order)),
      startTrial: (order) => call((changes) => changes.startTrial(order)),
      renewTrial: (apply) => call((changes) => changes.renewTrial(apply)),
      keepTrial: (apply) => call((changes) => changes.keepTrial(apply)),
      undoTrial: (apply) => call((changes) => changes.undoTrial(apply)),
      progress: () => call((changes) => changes.progress()),
      confirm: (who) => call((changes) => changes.confirm(who)),
      undo: (who) => call((changes) => changes.undo(who)),
      observation: () => call(async (_, machine) => this.#observation(machine)),
      filesInForce: () => call(async (_, machine) => machine.files),
      history: () => call(async (_, { state }) => ({ etag: state.etag, revisions: state.revisions })),
      revision: (number) => call((_, { state }) => state.read(number)),
    };
    return door as NodeDoor;
  }

  async #silence(to: string, caller: Daemon): Promise<never> {
    await this.clock.sleep(1_000);
    if (!caller.alive) return NEVER;
    throw new Fault('node/peer-unreachable', `Node ${to} does not answer.`, 'Bring it back.');
  }

  async #silentAfter(ms: number): Promise<undefined> {
    await this.clock.sleep(ms);
    return undefined;
  }

  #observation(machine: Machine): NodeObservation {
    const { name, state, daemon } = machine;
    const atMs = this.clock.now() + (machine.looks += 1) / 1_000;
    const addresses = this.vrrp.addressesOf(name);
    const { number = 0, release = '', at = '', who = '' } = state.current ?? {};
    const guest = { state: 'running', pid: 1, restarts: 0 } as const;
    const seen: NodeObservation = {
      version: 1,
      site: 'model',
      node: name,
      atMs,
      daemon: { pid: 1, startedAt: '', version: '0' },
      release: { revision: number, digest: release, at, who, trial: daemon?.changes?.trial, drift: [] },
      intents: [],
      certificate: undefined,
      sessions: {},
      findings: [],
      addresses: { fact: addresses, atMs },
      servers: { fact: [], atMs },
      foundation: {
        atMs,
        fact: {
          version: 1,
          site: 'model',
          node: name,
          pid: 1,
          startedAt: '',
          state: 'running',
          listeners: [],
          guests: {
            haproxy: { ...guest, reloads: 0, draining: 0, old: [] },
            keepalived: { ...guest, vips: {} },
          },
          vips: {},
          findings: [],
        },
      },
    };
    return this.looksLike(name, seen);
  }
}

export function same(left: readonly NodeFile[], right: readonly NodeFile[]): boolean {
  return (
    left.length === right.length &&
    left.every(({ path, text }) => right.some((file) => file.path === path && file.text === text))
  );
}
