import type { Socket } from 'node:net';

/** What the other side of a link asked could not be done there, or the link broke, or it took too long. */
export class LinkFault extends Error {
  readonly reason: 'refused' | 'closed' | 'timeout';

  constructor(reason: LinkFault['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

type Line =
  | { readonly call: number; readonly what: string; readonly body: unknown }
  | { readonly answer: number; readonly body: unknown }
  | { readonly answer: number; readonly refused: string };

interface Waiting {
  resolve(body: unknown): void;
  reject(fault: LinkFault): void;
  readonly timer: NodeJS.Timeout;
}

/** Does what the other side asks. */
export type Serve = (what: string, body: unknown) => Promise<unknown>;

/**
 * One connection between two simulated managers: either side asks, the other answers; one JSON object a line. The real
 * protocol of port 1516 is not played, only what it carries.
 */
export class ClusterLink {
  readonly socket: Socket;
  heardAtMs = Date.now();
  readonly #serve: Serve;
  readonly #waiting = new Map<number, Waiting>();
  #calls = 0;
  #text = '';

  constructor(socket: Socket, serve: Serve) {
    this.socket = socket;
    this.#serve = serve;
    socket.setNoDelay(true).setEncoding('utf8');
    socket.on('data', (chunk: string) => this.#read(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#fail());
  }

  /** @throws LinkFault */
  call(what: string, body: unknown, timeoutMs: number): Promise<unknown> {
    if (this.socket.destroyed) return Promise.reject(new LinkFault('closed', 'the link is closed'));
    const call = (this.#calls += 1);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(call);
        reject(new LinkFault('timeout', `${what} took longer than ${timeoutMs} ms`));
      }, timeoutMs);
      this.#waiting.set(call, { resolve, reject, timer });
      this.#write({ call, what, body });
    });
  }

  #read(chunk: string): void {
    this.heardAtMs = Date.now();
    this.#text += chunk;
    if (!chunk.includes('\n')) return;
    const lines = this.#text.split('\n');
    this.#text = lines.pop() ?? '';
    for (const line of lines) this.#hear(line);
  }

  #hear(text: string): void {
    let line: Line;
    try {
      line = JSON.parse(text) as Line;
    } catch {
      this.socket.destroy();
      return;
    }
    if ('call' in line) void this.#answer(line.call, line.what, line.body);
    else {
      const waiting = this.#waiting.get(line.answer);
      this.#waiting.delete(line.answer);
      clearTimeout(waiting?.timer);
      if ('refused' in line) waiting?.reject(new LinkFault('refused', line.refused));
      else waiting?.resolve(line.body);
    }
  }

  async #answer(call: number, what: string, body: unknown): Promise<void> {
    try {
      this.#write({ answer: call, body: (await this.#serve(what, body)) ?? null });
    } catch (error) {
      this.#write({ answer: call, refused: error instanceof Error ? error.message : String(error) });
    }
  }

  #write(line: Line): void {
    if (this.socket.writable) this.socket.write(`${JSON.stringify(line)}\n`);
  }

  #fail(): void {
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(new LinkFault('closed', 'the link broke'));
    }
    this.#waiting.clear();
  }
}
