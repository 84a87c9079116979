import type { FoundationEvent } from './control-protocol.ts';

const KEPT = 100;

/** What happened, one sentence each: to our log, to whoever follows, and the last hundred for who comes later. */
export class Journal {
  readonly #recent: FoundationEvent[] = [];
  readonly #followers = new Set<(line: string) => void>();

  readonly tell = (event: string, message: string): void => {
    const entry: FoundationEvent = { at: new Date().toISOString(), event, message };
    this.#recent.push(entry);
    if (this.#recent.length > KEPT) this.#recent.shift();
    process.stderr.write(`${entry.at} ${event}: ${message}\n`);
    for (const write of this.#followers) write(JSON.stringify(entry));
  };

  follow(write: (line: string) => void): () => void {
    for (const entry of this.#recent) write(JSON.stringify(entry));
    this.#followers.add(write);
    return () => this.#followers.delete(write);
  }
}
