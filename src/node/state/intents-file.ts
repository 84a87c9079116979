import { readFile, rename } from 'node:fs/promises';
import { Fault } from '../../base/fault.ts';
import { type Intents, readIntents } from '../intents/intent.ts';
import { replaceFile } from '../write-durably.ts';

/** `intents.json` of a node. */
export class IntentsFile {
  readonly #path: string;
  #intents: Intents = [];
  #trouble: Fault | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  get intents(): Intents {
    return this.#intents;
  }

  /** Why the file could not be taken; the intents are empty then. */
  get trouble(): Fault | undefined {
    return this.#trouble;
  }

  /** @throws the file system's error when the file is there and cannot be read */
  async load(): Promise<void> {
    this.#trouble = undefined;
    try {
      const text = await readFile(this.#path, 'utf8');
      this.#intents = readIntents(parse(text), this.#path);
    } catch (error) {
      this.#intents = [];
      if (error instanceof Fault) this.#trouble = error;
      else if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }

  async save(intents: Intents): Promise<void> {
    const text = printed(intents);
    if (text === printed(this.#intents)) return;
    // What we cannot read, a newer version of us may have written: somebody may want it back.
    if (this.#trouble !== undefined) await rename(this.#path, `${this.#path}.unreadable`);
    await replaceFile(this.#path, text);
    this.#trouble = undefined;
    this.#intents = intents;
  }
}

function printed(intents: Intents): string {
  return `${JSON.stringify(intents, undefined, 2)}\n`;
}

/** undefined, which is no list of intents, for what is not JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
