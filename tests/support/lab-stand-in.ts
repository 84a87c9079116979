import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { buildPrograms } from './build-programs.ts';

export interface Person {
  readonly name: string;
  readonly uid: number;
  /** Words before a command that make it theirs. */
  readonly as: readonly string[];
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const RUNNER = fileURLToPath(new URL('lab-runner.ts', import.meta.url));
const ME = process.getuid?.() ?? 0;

/** Root and an ordinary user where the test is root; else who runs it. */
export const PEOPLE: readonly Person[] =
  ME === 0
    ? [
        { name: 'root', uid: 0, as: [] },
        {
          name: 'user',
          uid: 65534,
          // Without /usr/sbin in its PATH, as ordinary users are on Debian.
          as: [
            'setpriv',
            '--reuid',
            '65534',
            '--regid',
            '65534',
            '--clear-groups',
            'env',
            'PATH=/usr/bin:/bin',
          ],
        },
      ]
    : [{ name: 'user', uid: ME, as: [] }];

/** Actions on labs whose foundation is a stand-in, each a process of its own under the person's name. */
export function labStandIn(person: Person) {
  const dist = mkdtempSync('/tmp/holdfast-test-');
  const env = { ...process.env, LAB_DIST: dist };
  const argv = (...words: string[]) => [...person.as, process.execPath, RUNNER, ...words];
  /** Stands for a stream of the caller under a high number, which nobody expects and no daemon may keep. */
  const callerStream = join(dist, 'caller-stream');
  writeFileSync(callerStream, '');

  const standIn = {
    dist,
    root: `/tmp/holdfast-${person.uid}`,
    callerStream,

    prepare() {
      buildPrograms();
      for (const program of ['http-echo', 'tcp-echo']) {
        copyFileSync(join(ROOT, `dist/${program}.mjs`), join(dist, `${program}.mjs`));
      }
      copyFileSync(join(ROOT, 'tests/support/stand-in-foundation.mjs'), join(dist, 'foundation.mjs'));
      chmodSync(dist, 0o755);
    },
    cleanUp() {
      rmSync(dist, { recursive: true, force: true });
    },
    run(...words: string[]) {
      const [program = '', ...args] = argv(...words);
      const { stdout, stderr } = spawnSync(program, args, {
        env,
        encoding: 'utf8',
        timeout: 60_000,
        stdio: ['ignore', 'pipe', 'pipe', ...Array(37).fill('ignore'), openSync(callerStream, 'r')],
      });
      assert.notEqual(stdout, '', stderr);
      return JSON.parse(stdout);
    },
    async runLater(...words: string[]) {
      const child = standIn.spawnRunner(...words);
      let text = '';
      child.stdout?.setEncoding('utf8').on('data', (chunk) => (text += chunk));
      await new Promise((resolve) => child.once('close', resolve));
      return JSON.parse(text);
    },
    spawnRunner(...words: string[]): ChildProcess {
      const [program = '', ...args] = argv(...words);
      return spawn(program, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
    },
    inside(name: string, member: string | undefined, command: readonly string[]) {
      const prefix = standIn.run('enter', name, ...(member === undefined ? [] : [member])).argv as string[];
      const [program = '', ...args] = [
        ...person.as,
        ...prefix,
        'env',
        `PATH=${process.env['PATH']}:/usr/sbin`,
        ...command,
      ];
      return spawnSync(program, args, { encoding: 'utf8', timeout: 20_000 });
    },
    async poll(name: string, holds: (status: ReturnType<typeof JSON.parse>) => boolean) {
      const deadline = performance.now() + 10_000;
      for (;;) {
        const status = standIn.run('status', name);
        if (holds(status)) return status;
        assert.ok(performance.now() < deadline, JSON.stringify(status));
        await pause(20);
      }
    },
    /** Every process whose command line names the lab's directory, by its number outside. */
    outerPids(name: string): readonly number[] {
      return readdirSync('/proc')
        .filter(
          (entry) =>
            /^\d+$/.test(entry) && commandLine(entry).includes(`/tmp/holdfast-${person.uid}/${name}/`),
        )
        .map(Number);
    },
  };
  return standIn;
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
