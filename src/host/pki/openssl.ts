import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../base/fault.ts';
import { requirePrograms } from '../require-programs.ts';
import { runCommand } from '../run-command.ts';
import { storing } from './cannot-write.ts';

/** Runs openssl in a private folder that is gone afterwards. */
export interface Workshop {
  /** Writes files there; openssl's own database is a handful of them. */
  put(files: Readonly<Record<string, string>>): void;
  /** @throws Fault `pki/openssl-failed` when openssl, which may refuse with exit status 0, did not write it */
  read(name: string): string;
  /**
   * `args` name files of the workshop, or others by their absolute path. Returns what it wrote to stdout.
   * @throws Fault `pki/openssl-failed` with its own words; `pki/cannot-write` when its words are of a full disk
   */
  openssl(args: readonly string[], input?: string): Promise<string>;
}

const PREFIX = '.work-';

/** The workshop stands in `parent`, which is private: what openssl reads there, nobody else can change; its lock is held. */
export async function inWorkshop<Result>(
  parent: string,
  work: (workshop: Workshop) => Promise<Result>,
): Promise<Result> {
  const { openssl: program } = requirePrograms(['openssl']);
  const dir = storing(parent, () => {
    // The lock is ours: what is there was left by a command that died.
    for (const name of readdirSync(parent)) {
      if (name.startsWith(PREFIX)) rmSync(join(parent, name), { recursive: true, force: true });
    }
    return mkdtempSync(join(parent, PREFIX));
  });
  let words = '';
  const workshop: Workshop = {
    put: (files) =>
      storing(dir, () => {
        for (const [name, text] of Object.entries(files))
          writeFileSync(join(dir, name), text, { mode: 0o600 });
      }),
    read: (name) => {
      if (!existsSync(join(dir, name))) throw opensslFailed(parent, `wrote no ${name}`, words);
      return readFileSync(join(dir, name), 'utf8');
    },
    openssl: async (args, input) => {
      // Relative names in its configuration: a `$` in a path would be a variable there.
      const inside = ['env', '-C', dir];
      const result =
        input === undefined
          ? await runCommand([...inside, program, ...args])
          : // Our end of its stdin is a socket, which cannot be opened as /dev/stdin; a pipe can.
            await runCommand([...inside, 'sh', '-c', 'cat | "$@"', 'sh', program, ...args], { input });
      words = result.stderr;
      if (result.code === 0) return result.stdout;
      throw opensslFailed(parent, `${args[0] ?? ''} failed`, words);
    },
  };
  try {
    return await work(workshop);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function opensslFailed(parent: string, what: string, words: string): Fault {
  if (/No space left on device|Disk quota exceeded/.test(words)) {
    return new Fault(
      'pki/cannot-write',
      `Cannot write below ${parent}: the disk is full. Nothing was changed.`,
      'make room there, then run this again.',
      words,
    );
  }
  return new Fault(
    'pki/openssl-failed',
    `openssl ${what}. Nothing was changed.`,
    'its own words say why; `openssl version` should answer 3.0 or newer.',
    words,
  );
}
