import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { waitUntil } from './wait-until.ts';

const run = promisify(execFile);

export interface TmuxOptions {
  readonly width?: number;
  readonly height?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** A shell in a real terminal of tmux, whose keys a test presses and whose screen it reads. `make setup-test` installs tmux. */
export class TmuxScreen {
  readonly #dir = mkdtempSync(join(tmpdir(), 'holdfast-tmux-'));

  static async open({ width = 80, height = 24, env = {} }: TmuxOptions = {}): Promise<TmuxScreen> {
    const screen = new TmuxScreen();
    const words = Object.entries(env).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
    await screen.#tmux('new-session', '-d', '-x', `${width}`, '-y', `${height}`, '-s', 't', ...words, 'sh');
    return screen;
  }

  close(): void {
    spawnSync('tmux', ['-S', join(this.#dir, 'server'), 'kill-server']);
    rmSync(this.#dir, { recursive: true, force: true });
  }

  /** Presses keys as tmux names them: `Enter`, `C-c`, `4`. */
  async press(...keys: readonly string[]): Promise<void> {
    await this.#tmux('send-keys', '-t', 't', ...keys);
  }

  async type(text: string): Promise<void> {
    await this.#tmux('send-keys', '-t', 't', '-l', text);
  }

  async resize(width: number, height: number): Promise<void> {
    await this.#tmux('resize-window', '-t', 't', '-x', `${width}`, '-y', `${height}`);
  }

  /** What stands there; with `colours` as escape sequences. */
  async text(colours = false): Promise<string> {
    return await this.#tmux('capture-pane', '-p', ...(colours ? ['-e'] : []), '-t', 't');
  }

  /** `0 1` = the ordinary screen, with a cursor. */
  async modes(): Promise<string> {
    return (await this.#tmux('display', '-p', '-t', 't', '#{alternate_on} #{cursor_flag}')).trim();
  }

  /** The text in which the pattern is found. */
  async see(pattern: RegExp, withinMs = 30_000): Promise<string> {
    let last = '';
    try {
      return await waitUntil(`the screen shows ${pattern}`, withinMs, async () => {
        last = await this.text();
        return pattern.test(last) ? last : undefined;
      });
    } catch (error) {
      throw new Error(`${(error as Error).message}; it showed:\n${last}`, { cause: error });
    }
  }

  async #tmux(...words: readonly string[]): Promise<string> {
    const { stdout } = await run('tmux', ['-S', join(this.#dir, 'server'), '-f', '/dev/null', ...words]);
    return stdout;
  }
}
