import { connect, type Socket } from 'node:net';

const PROMPT = '\n> ';

/**
 * One lasting connection to one HAProxy process's stats socket. It is opened when the process starts and kept, because
 * a process that drains refuses new ones: this is the only way to see and close its sessions later.
 */
export class HaproxyCli {
  readonly #socket: Socket;
  readonly #waiting: Waiting[] = [];
  #text = '';
  #closed = false;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => this.#read(chunk));
    socket.on('error', () => this.close());
    socket.on('close', () => this.close());
  }

  /** undefined when nobody answers there, or when who answers is not process `pid`; without `pid` anyone will do. */
  static async open(
    path: string,
    pid: number | undefined,
    timeoutMs: number,
  ): Promise<HaproxyCli | undefined> {
    const cli = new HaproxyCli(connect(path));
    const late = setTimeout(() => cli.close(), timeoutMs);
    await cli.ask('prompt');
    // Default `stats timeout` is 10 s; the longest silence here is the probe's interval, or a stall of the machine.
    await cli.ask('set timeout cli 24h');
    const facts = await cli.ask('show info');
    clearTimeout(late);
    if (facts !== undefined && (pid === undefined || parsePid(facts) === pid)) return cli;
    cli.close();
    return undefined;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** One command, without `;`: each would get a prompt of its own. undefined when the connection ended first. Answers come in the order of the questions. */
  async ask(line: string): Promise<string | undefined> {
    const parts: string[] = [];
    return (await this.stream(line, (text) => parts.push(text))) ? parts.join('') : undefined;
  }

  /** The same for a long answer, which is handed on as it comes. False when the connection ended first. */
  stream(line: string, take: (text: string) => void): Promise<boolean> {
    if (this.#closed) return Promise.resolve(false);
    return new Promise((resolve) => {
      this.#waiting.push({ take, resolve });
      this.#socket.write(`${line}\n`);
    });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket.destroy();
    for (const { resolve } of this.#waiting.splice(0)) resolve(false);
  }

  #read(chunk: string): void {
    this.#text += chunk;
    for (;;) {
      const end = this.#text.indexOf(PROMPT);
      const first = this.#waiting[0];
      // A prompt may have come in part.
      const known = end < 0 ? Math.max(0, this.#text.length - PROMPT.length + 1) : end;
      if (known > 0) first?.take(this.#text.slice(0, known));
      this.#text = this.#text.slice(end < 0 ? known : end + PROMPT.length);
      if (end < 0) return;
      this.#waiting.shift()?.resolve(true);
    }
  }
}

interface Waiting {
  readonly take: (text: string) => void;
  readonly resolve: (isWhole: boolean) => void;
}

function parsePid(info: string): number | undefined {
  const match = /^Pid: (\d+)$/m.exec(info);
  return match === null ? undefined : Number(match[1]);
}

/** Client connections that the process serves now, from `show info`; the CLI's own do not count. */
export function parseCurrentConnections(info: string | undefined): number | undefined {
  const match = /^CurrConns: (\d+)$/m.exec(info ?? '');
  return match === null ? undefined : Number(match[1]);
}

/** Names of the frontends in the output of `show stat`. */
export function parseFrontends(stats: string): string[] {
  return stats.split('\n').flatMap((line) => {
    const [name = '', what] = line.split(',');
    return what === 'FRONTEND' ? [name] : [];
  });
}

/** Session ids of these frontends in the output of `show sess`. */
export function parseSessionsOf(text: string, frontends: readonly string[]): string[] {
  const wanted = new Set(frontends);
  return text.split('\n').flatMap((line) => {
    const match = /^(0x[0-9a-f]+): .*? fe=(\S+) /.exec(line);
    return match !== null && wanted.has(match[2] as string) ? [match[1] as string] : [];
  });
}
