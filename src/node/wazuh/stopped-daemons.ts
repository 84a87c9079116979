import { Fault } from '../../base/fault.ts';
import { plainWords } from '../../wazuh/api/plain-words.ts';
import type { WazuhClient } from '../../wazuh/api/wazuh-client.ts';
import type { ManagerFinding } from '../../wazuh/discover/discovery.ts';

/** The one that agents speak with. */
const DAEMON = 'wazuh-remoted';
const AGAIN_MS = 60_000;
/** When all are down at once the reason is not in each of them. */
const MOST_AT_ONCE = 3;

interface Told {
  readonly atMs: number;
  /** `running`, `stopped`, …; undefined = the cluster did not say. */
  readonly state: string | undefined;
}

/** Why managers are down that the cluster lists all the same: it is asked for their daemons, each once a minute. */
export class StoppedDaemons {
  readonly #now: () => number;
  #told = new Map<string, Told>();

  constructor(now: () => number) {
    this.#now = now;
  }

  get findings(): readonly ManagerFinding[] {
    return [...this.#told].flatMap(([name, { state }]) =>
      state === undefined || state === 'running' ? [] : [stopped(name, state)],
    );
  }

  /** @param down managers that are listed, and that no node's checks see up */
  async look(client: WazuhClient, down: readonly string[]): Promise<void> {
    this.#told = new Map([...this.#told].filter(([name]) => down.includes(name)));
    const due = down.filter((name) => this.#now() - (this.#told.get(name)?.atMs ?? -AGAIN_MS) >= AGAIN_MS);
    await Promise.all(due.slice(0, MOST_AT_ONCE).map((name) => this.#ask(client, name)));
  }

  forget(): void {
    this.#told.clear();
  }

  async #ask(client: WazuhClient, name: string): Promise<void> {
    const atMs = this.#now();
    try {
      const daemons = await client.managerStatus(name);
      this.#told.set(name, { atMs, state: Object.hasOwn(daemons, DAEMON) ? daemons[DAEMON] : undefined });
    } catch (error) {
      // One that hangs does not answer either; that it is down is told by others.
      if (!(error instanceof Fault)) throw error;
      this.#told.set(name, { atMs, state: undefined });
    }
  }
}

function stopped(name: string, state: string): ManagerFinding {
  return {
    code: 'wazuh/daemon-stopped',
    about: `manager/${name}`,
    message: `Manager ${name} is in the cluster, but takes no agents: its ${DAEMON} is ${plainWords(state, 32)}.`,
    remedy: `Look at logs/ossec.log on ${name}, then start it: systemctl restart wazuh-manager.`,
  };
}
