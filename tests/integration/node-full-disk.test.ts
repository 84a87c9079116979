import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { JournalRecord } from '../../src/node/journal/record.ts';
import { verifyJournal } from '../../src/node/journal/verify-journal.ts';
import { openState } from '../../src/node/state/open-state.ts';
import { makeNamespace, type Namespace } from '../support/namespace.ts';
import { waitUntil } from '../support/wait-until.ts';

const PROGRAM = join(import.meta.dirname, '../support/append-events.mjs');

type Word = Readonly<Record<string, unknown>>;

let space: Namespace;
/** On a disk of half a megabyte that only the namespace sees. */
let dir: string;
let copies: string;

/** The program on that disk: what it said, and how to ask it. */
class Running {
  readonly said: Word[] = [];
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  #next = 0;

  constructor(files = 100) {
    const [file = '', ...enter] = space.enter;
    this.#child = spawn(file, [...enter, process.execPath, PROGRAM, dir], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, HF_FILES: String(files) },
    });
    this.#ended = new Promise((resolve) => this.#child.once('exit', resolve));
    let rest = '';
    this.#child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      this.said.push(...lines.map((line) => JSON.parse(line) as Word));
    });
  }

  ask(word: string): void {
    this.#child.stdin?.write(`${word}\n`);
  }

  /** The next word of that kind, behind the one that was waited for last. */
  async waitFor(what: string, matches: (word: Word) => boolean): Promise<Word> {
    return await waitUntil(what, 15_000, () => {
      const found = this.said.findIndex((word, index) => index >= this.#next && matches(word));
      if (found === -1) return undefined;
      this.#next = found + 1;
      return this.said[found];
    });
  }

  last(): number {
    return Number(this.said.findLast((word) => word['last'] !== undefined)?.['last'] ?? 0);
  }

  async end(): Promise<void> {
    // nsenter hands no signal on: the program's own number inside is asked for.
    await space.run('sh', '-c', `kill -TERM $(pgrep -f 'append-events.mjs ${dir}$')`);
    await this.#ended;
  }
}

async function fillDisk(): Promise<void> {
  await space.run('sh', '-c', `dd if=/dev/zero of=${dir}/fill bs=4k 2>/dev/null || true`);
}

async function records(name: string): Promise<JournalRecord[]> {
  const copy = join(copies, name);
  await space.run('cp', '-r', dir, copy);
  const all: JournalRecord[] = [];
  const { broken } = await verifyJournal(join(copy, 'journal'), (record) => all.push(record));
  assert.deepEqual(broken, []);
  return all;
}

describe('state and journal of a node on a bad disk', { concurrency: 1 }, () => {
  before(async () => {
    dir = mkdtempSync(join(tmpdir(), 'hf-node-full-'));
    copies = mkdtempSync(join(tmpdir(), 'hf-node-copies-'));
    space = await makeNamespace(`mount -t tmpfs -o size=512k tmpfs ${dir}`);
  });

  after(async () => {
    await space.end();
    for (const each of [dir, copies]) rmSync(each, { recursive: true, force: true });
  });

  it('tell a full disk once, work on, and write on when there is room', async () => {
    const program = new Running();
    program.ask('one');
    await program.waitFor('a revision was accepted', ({ accepted }) => accepted === 'one');
    await program.waitFor('events are written', ({ flushed }) => flushed === true);

    await fillDisk();
    const { message } = await program.waitFor(
      'it is told',
      ({ trouble }) => trouble === 'node/journal-not-written',
    );
    assert.match(String(message), /the disk is full/);
    program.ask('two');
    const refused = await program.waitFor('a revision was refused', (word) => word['refused'] !== undefined);
    assert.deepEqual([refused['refused'], refused['current']], ['node/cannot-store', 'one']);
    assert.match(String(refused['message']), /the disk is full/);
    const full = program.last();
    await program.waitFor('more happened than memory holds', ({ last }) => Number(last) > full + 200);

    await space.run('rm', `${dir}/fill`);
    await program.waitFor('events are written again', ({ flushed }) => flushed === true);
    program.ask('three');
    await program.waitFor('a revision was accepted', ({ accepted }) => accepted === 'three');
    await program.end();
    assert.equal(program.said.filter(({ trouble }) => trouble !== undefined).length, 1);

    const all = await records('full');
    const lost = all.filter(({ kind }) => kind === 'journal-lost');
    assert.ok(lost.length > 0 && Number(lost[0]?.fields['lost']) > 0);
    assert.equal(all.filter(({ kind }) => kind === 'journal-resumed').length, 1);
    assert.ok((all.at(-1)?.seq ?? 0) >= program.last());
    const state = await openState(join(copies, 'full/state'));
    assert.deepEqual([state.current?.note, state.previous?.note, state.troubles], ['three', 'one', []]);
    await state.close();
  });

  it('are read from a read-only disk, which is told, and written when it is writable again', async () => {
    await space.run('mount', '-o', 'remount,bind,ro', dir);
    const program = new Running();
    const opened = await program.waitFor('it is up', ({ state }) => state !== undefined);
    assert.deepEqual([opened['state'], opened['troubles']], ['three', []]);
    await program.waitFor('it is told', ({ trouble }) => trouble === 'node/journal-not-written');
    program.ask('four');
    const refused = await program.waitFor('a revision was refused', (word) => word['refused'] !== undefined);
    assert.deepEqual([refused['refused'], refused['current']], ['node/cannot-store', 'three']);
    assert.match(String(refused['message']), /read-only/);

    await space.run('mount', '-o', 'remount,bind,rw', dir);
    await program.waitFor('events are written again', ({ flushed }) => flushed === true);
    program.ask('five');
    await program.waitFor('a revision was accepted', ({ accepted }) => accepted === 'five');
    await program.end();
    const all = await records('read-only');
    assert.ok((all.at(-1)?.seq ?? 0) >= program.last());
  });

  it('keep writing events on a full disk where there is an oldest file to give way', async () => {
    const program = new Running(4);
    const { last } = await program.waitFor('events are written', ({ flushed }) => flushed === true);
    await program.waitFor('old files have gone', (word) => Number(word['last']) > Number(last) + 60);
    await fillDisk();
    const full = program.last();
    const goesOn = (word: Word) => word['flushed'] === true && Number(word['last']) > full + 200;
    await program.waitFor('events are written on the full disk', goesOn);
    await program.end();
    const all = await records('rotated');
    assert.ok((all.at(-1)?.seq ?? 0) >= program.last());
  });
});
