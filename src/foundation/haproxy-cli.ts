import { connect, type Socket } from 'node:net';

const PROMPT = '\n> ';

/**
 * One lasting connection to one HAProxy process's stats socket. It is opened when the process starts and kept, because
 * a process that drains refuses new ones: this is the only way to see and close its sessions later.
 */
export class HaproxyCli {
  readonly #socket: Socket;
  readonly #waiting: ((answer: string | undefined) => void)[] = [];
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
  ask(line: string): Promise<string | undefined> {
    if (this.#closed) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#socket.write(`${line}\n`);
    });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket.destroy();
    for (const resolve of this.#waiting.splice(0)) resolve(undefined);
  }

  #read(chunk: string): void {
    this.#text += chunk;
    for (;;) {
      const end = this.#text.indexOf(PROMPT);
      if (end < 0) return;
      const answer = this.#text.slice(0, end);
      this.#text = this.#text.slice(end + PROMPT.length);
      this.#waiting.shift()?.(answer);
    }
  }
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

/** Session ids of these frontends in the output of `show sess`. */
export function parseSessionsOf(text: string, frontends: readonly string[]): string[] {
  const wanted = new Set(frontends);
  return text.split('\n').flatMap((line) => {
    const match = /^(0x[0-9a-f]+): .*? fe=(\S+) /.exec(line);
    return match !== null && wanted.has(match[2] as string) ? [match[1] as string] : [];
  });
}
