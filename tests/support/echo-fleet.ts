import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('echo-agents.mjs', import.meta.url));

/** What long sessions have met so far. */
export interface FleetCounts {
  readonly up: number;
  readonly agents: number;
  /** Sessions that ended, and those of them through which something went all the time. */
  readonly cuts: number;
  readonly busyCuts: number;
  /** Sessions that ended with words that had not come back yet. */
  readonly lost: number;
  /** Answers that were not what was sent. */
  readonly wrong: number;
  readonly mostDown: number;
}

/** Clients with long sessions, in the place that `enter` leads to; they connect again as soon as a session ends. */
export class EchoFleet {
  readonly #child: ChildProcess;
  readonly #waiting: ((counts: FleetCounts) => void)[] = [];

  constructor(
    enter: readonly string[],
    address: string,
    port: number,
    sessions: { readonly idle: number; readonly busy: number },
  ) {
    const [file = '', ...words] = [...enter, process.execPath, SCRIPT, address, String(port)];
    this.#child = spawn(file, [...words, String(sessions.idle), String(sessions.busy)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    createInterface({ input: this.#child.stdout! }).on('line', (line) =>
      this.#waiting.shift()?.(JSON.parse(line) as FleetCounts),
    );
  }

  counts(): Promise<FleetCounts> {
    return this.#ask('counts');
  }

  add(count: number): Promise<FleetCounts> {
    return this.#ask(`add ${count}`);
  }

  end(): void {
    this.#child.stdin?.end();
    this.#child.kill();
  }

  #ask(line: string): Promise<FleetCounts> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#child.stdin?.write(`${line}\n`);
    });
  }
}
