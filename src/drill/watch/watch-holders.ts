import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { nowUs } from '../wall-clock.ts';
import { HoldLedger } from './hold-ledger.ts';
import { type IpLine, parseIpLine } from './ip-lines.ts';

/** The words that put a command into a member's network. */
export type Enter = (member: string) => readonly string[];

/** Follows the kernel's own messages; `ip` stamps each with microseconds. */
export class HolderWatch {
  readonly #enter: Enter;
  readonly #nodes: readonly string[];
  readonly #client: string;
  readonly #addresses: readonly string[];
  readonly #ledger: HoldLedger;
  readonly #children: ChildProcess[] = [];
  readonly #neighbourChanges: { atUs: number; hardware: string }[] = [];

  /**
   * @param addresses of the VIP that the drill is about
   * @param all of every VIP of the site: whether the others are held belongs to the site's health
   */
  constructor(
    enter: Enter,
    nodes: readonly string[],
    client: string,
    addresses: readonly string[],
    all: readonly string[] = addresses,
  ) {
    this.#enter = enter;
    this.#nodes = nodes;
    this.#client = client;
    this.#addresses = addresses;
    this.#ledger = new HoldLedger(all);
  }

  /** Watches first, looks second: what happens between is seen twice rather than never. */
  async start(): Promise<void> {
    await Promise.all([
      ...this.#nodes.map(async (node) => {
        const note = (line: IpLine) => this.#ledger.note(node, line, nowUs());
        await this.#follow(node, ['address', 'link'], note);
        for (const object of ['link', 'address']) {
          for (const line of await this.#list(node, object)) note(line);
        }
      }),
      this.#follow(this.#client, ['neigh'], (line) => this.#noteNeighbour(line)),
    ]);
  }

  get ledger(): HoldLedger {
    return this.#ledger;
  }

  /** Process numbers of the watchers, which run in the members' networks. */
  get pids(): readonly number[] {
    return this.#children.map(({ pid }) => pid).filter((pid) => pid !== undefined);
  }

  /** Instants at which a VIP came to a node, left one, or the client learnt its new place, after `sinceUs`. */
  movesUs(sinceUs: number): readonly number[] {
    const learnt = this.#neighbourChanges.map(({ atUs }) => atUs).filter((atUs) => atUs >= sinceUs);
    return [...this.heldUs(sinceUs), ...learnt].sort((one, other) => one - other);
  }

  /** Instants at which a VIP came to a node or left one, after `sinceUs`. */
  heldUs(sinceUs: number): readonly number[] {
    return this.#ledger
      .holds()
      .filter(({ address }) => this.#addresses.includes(address))
      .flatMap(({ fromUs, toUs }) => (toUs === undefined ? [fromUs] : [fromUs, toUs]))
      .filter((atUs) => atUs >= sinceUs)
      .sort((one, other) => one - other);
  }

  stop(): void {
    for (const child of this.#children) child.kill('SIGKILL');
  }

  async #follow(member: string, objects: readonly string[], note: (line: IpLine) => void): Promise<void> {
    const [program = '', ...enter] = this.#enter(member);
    const child = spawn(program, [...enter, 'ip', '-ts', '-o', 'monitor', ...objects], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, TZ: 'UTC' },
    });
    this.#children.push(child);
    createInterface(child.stdout).on('line', (text) => {
      const line = parseIpLine(text);
      if (line !== undefined) note(line);
    });
    await new Promise((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
  }

  async #list(member: string, object: string): Promise<readonly IpLine[]> {
    const [program = '', ...enter] = this.#enter(member);
    const { stdout } = await promisify(execFile)(program, [...enter, 'ip', '-o', object, 'show']);
    return stdout
      .split('\n')
      .map(parseIpLine)
      .filter((line) => line !== undefined);
  }

  #noteNeighbour(line: IpLine): void {
    if (line.what !== 'neighbour' || line.hardware === undefined || !this.#addresses.includes(line.address))
      return;
    if (this.#neighbourChanges.at(-1)?.hardware === line.hardware) return;
    this.#neighbourChanges.push({ atUs: line.atUs ?? nowUs(), hardware: line.hardware });
  }
}
