import assert from 'node:assert/strict';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import fc from 'fast-check';
import { waitUntil } from '../../../tests/support/wait-until.ts';
import type { Fault } from '../../base/fault.ts';
import { type Journal, type JournalOptions, openJournal } from './open-journal.ts';
import type { JournalEvent } from './record.ts';
import { verifyJournal } from './verify-journal.ts';

function aDirectory(t: TestContext): string {
  const dir = mkdtempSync(join(tmpdir(), 'hf-journal-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

async function aJournal(t: TestContext, dir: string, options: JournalOptions = {}): Promise<Journal> {
  const journal = await openJournal(dir, { retryMs: 10, ...options });
  t.after(() => journal.close());
  return journal;
}

function tell(journal: Journal, count: number): void {
  for (let index = 0; index < count; index += 1) {
    journal.append({ kind: 'vip-moved', text: `The VIP moved, ${index}.`, fields: { index, node: 'lb1' } });
  }
}

const seqs = (events: readonly JournalEvent[]) => events.map(({ seq }) => seq);
const upTo = (last: number, first = 1) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** Each line of all files, in order. */
function lines(dir: string): { file: string; line: number; text: string }[] {
  return readdirSync(dir)
    .sort()
    .flatMap((name) => {
      const file = join(dir, name);
      const texts = readFileSync(file, 'utf8').split('\n').slice(0, -1);
      return texts.map((text, index) => ({ file, line: index + 1, text }));
    });
}

describe('the journal', () => {
  it('numbers events, keeps them, and goes on after a restart', async (t) => {
    const dir = aDirectory(t);
    const journal = await aJournal(t, dir, { now: () => 0 });
    const event = journal.append({
      kind: 'applied',
      text: 'Ann applied revision 3.',
      fields: { revision: 3 },
    });
    assert.deepEqual(event, {
      seq: 1,
      at: '1970-01-01T00:00:00.000Z',
      kind: 'applied',
      text: 'Ann applied revision 3.',
      fields: { revision: 3 },
    });
    await journal.close();

    const again = await aJournal(t, dir);
    assert.equal(again.append({ kind: 'applied', text: 'Again.' }).seq, 2);
    assert.equal(await again.flush(), true);
    assert.deepEqual((await again.read(1, 10))[0], event);
    assert.deepEqual(await verifyJournal(dir).then(({ records, broken }) => [records, broken]), [2, []]);
  });

  it('has one chain over all rotations and restarts, and keeps no more files than it was told', async (t) => {
    const dir = aDirectory(t);
    const limits = { maxBytes: 2_000, files: 3 };
    for (let start = 0; start < 4; start += 1) {
      const journal = await aJournal(t, dir, limits);
      for (let round = 0; round < 10; round += 1) {
        tell(journal, 3);
        assert.ok(await journal.flush());
      }
      await journal.close();
      assert.ok(readdirSync(dir).length <= 3);
    }
    for (const name of readdirSync(dir)) assert.ok(readFileSync(join(dir, name)).length <= 2_000);
    const { broken, last, records } = await verifyJournal(dir);
    assert.deepEqual([broken, last.seq], [[], 120]);
    const journal = await aJournal(t, dir, limits);
    assert.deepEqual(seqs(await journal.read(1, 1000)), upTo(120, 121 - records));
    assert.deepEqual(seqs(await journal.read(110, 3)), [110, 111, 112]);
    assert.deepEqual(await journal.read(121, 3), []);
  });

  it('is written by many small and few large batches alike', async () => {
    const sizes = fc.array(fc.nat({ max: 40 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(sizes, fc.integer({ min: 300, max: 5_000 }), async (batches, maxBytes) => {
        const dir = mkdtempSync(join(tmpdir(), 'hf-journal-'));
        const journal = await openJournal(dir, { maxBytes, files: 1_000 });
        for (const count of batches) {
          tell(journal, count);
          await journal.flush();
        }
        await journal.close();
        const total = batches.reduce((sum, count) => sum + count, 0);
        const { records, broken, last } = await verifyJournal(dir);
        assert.deepEqual([records, broken, last.seq], [total, [], total]);
        rmSync(dir, { recursive: true });
      }),
      { numRuns: 10 },
    );
  });

  it('cuts off a last line that has no end, and tells it as an event', async (t) => {
    const dir = aDirectory(t);
    const journal = await aJournal(t, dir);
    tell(journal, 2);
    await journal.close();
    const [{ file } = assert.fail()] = lines(dir);
    appendFileSync(file, '{"seq":3,"at":"20');

    const again = await aJournal(t, dir);
    const [told] = await again.read(3, 10);
    assert.equal(told?.kind, 'journal-repaired');
    assert.deepEqual(told.fields, { file, line: 3, cut: '{"seq":3,"at":"20' });
    tell(again, 1);
    assert.ok(await again.flush());
    const { records, broken } = await verifyJournal(dir);
    assert.deepEqual([records, broken], [4, []]);
  });

  it('finds any line that was changed by hand, with file and line', async (t) => {
    const dir = aDirectory(t);
    const journal = await aJournal(t, dir, { maxBytes: 1_500, files: 100 });
    for (let round = 0; round < 10; round += 1) {
      tell(journal, 3);
      await journal.flush();
    }
    await journal.close();
    const all = lines(dir);
    assert.ok(all.length === 30 && readdirSync(dir).length > 3);
    const place = fc.tuple(
      fc.nat({ max: 29 }),
      fc.nat({ max: 400 }),
      fc.constantFrom('0', '"', '}', 'x', 'é'),
    );
    await fc.assert(
      fc.asyncProperty(place, async ([index, column, letter]) => {
        const { file, line, text } = all[index] ?? assert.fail();
        const at = column % text.length;
        fc.pre(text[at] !== letter);
        const whole = readFileSync(file, 'utf8');
        writeFileSync(
          file,
          whole.replace(text, () => text.slice(0, at) + letter + text.slice(at + 1)),
        );
        const { broken } = await verifyJournal(dir);
        writeFileSync(file, whole);
        assert.equal(broken[0]?.file, file);
        assert.equal(broken[0].line, line);
        assert.match(broken[0].message, /not as it was written/);
      }),
    );
    assert.deepEqual((await verifyJournal(dir)).broken, []);
  });

  it('finds lines that were taken out, put in another order or written again with a hash of their own', async (t) => {
    const dir = aDirectory(t);
    const journal = await aJournal(t, dir);
    tell(journal, 5);
    await journal.close();
    const [one, two, three, four, five] = lines(dir).map(({ text }) => `${text}\n`);
    const [{ file } = assert.fail()] = lines(dir);
    const other = await aJournal(t, join(dir, 'other'));
    tell(other, 1);
    other.append({ kind: 'nothing', text: 'Nothing happened.' });
    await other.close();
    const forged = `${lines(join(dir, 'other'))[1]?.text}\n`;
    const brokenAt = async (...texts: (string | undefined)[]) => {
      writeFileSync(file, texts.join(''));
      return (await verifyJournal(dir)).broken.map(({ line }) => line);
    };
    assert.deepEqual(await brokenAt(one, two, three, four, five), []);
    assert.deepEqual(await brokenAt(one, two, four, five), [3]);
    assert.deepEqual(await brokenAt(one, three, two, four, five), [2, 3, 4]);
    assert.deepEqual(await brokenAt(one, forged, three, four, five), [2, 3]);
  });

  it('tells a broken chain once, and goes on behind it', async (t) => {
    const dir = aDirectory(t);
    const journal = await aJournal(t, dir);
    tell(journal, 3);
    await journal.close();
    const [, { file, text } = assert.fail()] = lines(dir);
    writeFileSync(file, readFileSync(file, 'utf8').replace(text, text.replace('lb1', 'lb2')));

    for (let start = 0; start < 3; start += 1) {
      const again = await aJournal(t, dir);
      const told = (await again.read(1, 100)).filter(({ kind }) => kind === 'journal-broken');
      assert.deepEqual(
        told.map(({ fields, seq }) => [seq, fields]),
        [[4, { file, line: 2 }]],
      );
      await again.close();
    }
    assert.deepEqual((await verifyJournal(dir)).broken.length, 1);
  });

  it('gives those who follow each event once, in order, old and new', async (t) => {
    const journal = await aJournal(t, aDirectory(t), { memory: 5, maxBytes: 1_000, files: 100 });
    for (let round = 0; round < 7; round += 1) {
      tell(journal, 3);
      await journal.flush();
    }
    const stop = new AbortController();
    const seen: number[] = [];
    const following = (async () => {
      for await (const { seq } of journal.follow(3, stop.signal)) seen.push(seq);
    })();
    await waitUntil('the old ones were seen', 5_000, () => seen.length === 19);
    for (let round = 0; round < 4; round += 1) {
      tell(journal, 2);
      await journal.flush();
    }
    await waitUntil('the new ones were seen', 5_000, () => seen.length === 27);
    assert.deepEqual(seen, upTo(29, 3));
    stop.abort();
    await following;
    tell(journal, 1);
    assert.equal(seen.length, 27);
  });

  it('ends for those who follow when it is closed', async (t) => {
    const journal = await aJournal(t, aDirectory(t));
    const following = (async () => {
      for await (const event of journal.follow()) assert.equal(event.seq, 1);
    })();
    tell(journal, 1);
    await journal.close();
    await following;
  });

  it('takes whatever it is given', async (t) => {
    const dir = aDirectory(t);
    const journal = await aJournal(t, dir);
    const ring: Record<string, unknown> = {};
    ring['ring'] = ring;
    journal.append({ kind: 'odd', text: 'A ring.', fields: ring });
    journal.append({ kind: 'odd', text: 'A number.', fields: { count: 1n } });
    journal.append({
      kind: 'odd',
      text: 'line\nfeed \u2028 \ud800 "quoted","hash":"',
      fields: { none: undefined },
    });
    journal.append({ kind: 'odd', text: 'x'.repeat(100_000), fields: { long: 'x'.repeat(100_000) } });
    assert.ok(await journal.flush());
    const { records, broken } = await verifyJournal(dir);
    assert.deepEqual([records, broken], [4, []]);
    assert.ok(lines(dir).every(({ text }) => text.length < 20_000));
  });

  it('keeps events in memory while the disk fails, tells it once, and writes them when it can', async (t) => {
    const dir = join(aDirectory(t), 'journal');
    writeFileSync(dir, 'a file in the way');
    const told: Fault[] = [];
    const journal = await aJournal(t, dir, { onTrouble: (fault) => told.push(fault) });
    tell(journal, 5);
    assert.equal(await journal.flush(), false);
    assert.deepEqual(seqs(await journal.read(2, 3)), [2, 3, 4]);
    await waitUntil(
      'it was tried more than once',
      5_000,
      () => journal.trouble !== undefined && told.length > 0,
    );
    tell(journal, 5);
    assert.equal(await journal.flush(), false);
    assert.deepEqual(
      told.map(({ code }) => code),
      ['node/journal-not-written'],
    );
    rmSync(dir);
    await waitUntil('it is written again', 5_000, () => journal.trouble === undefined);
    assert.ok(await journal.flush());
    assert.deepEqual(seqs(await journal.read(1, 100)), upTo(11));
    assert.equal((await journal.read(11, 1))[0]?.kind, 'journal-resumed');
    assert.deepEqual((await verifyJournal(dir)).broken, []);
  });

  it('says how many events it lost when memory was too small, and the chain is whole all the same', async (t) => {
    const dir = join(aDirectory(t), 'journal');
    writeFileSync(dir, 'a file in the way');
    const journal = await aJournal(t, dir, { memory: 4 });
    tell(journal, 10);
    await journal.flush();
    rmSync(dir);
    await waitUntil('it is written again', 5_000, () => journal.trouble === undefined);
    assert.ok(await journal.flush());
    await journal.close();
    const again = await aJournal(t, dir);
    const events = await again.read(1, 100);
    assert.deepEqual(seqs(events), upTo(11, 6));
    assert.deepEqual([events[0]?.kind, events[0]?.fields], ['journal-lost', { lost: 6 }]);
    assert.deepEqual((await verifyJournal(dir)).broken, []);
  });

  it('numbers on behind what was written, when files can be read only later', async (t) => {
    const dir = join(aDirectory(t), 'journal');
    const first = await aJournal(t, dir);
    tell(first, 3);
    await first.close();
    const [{ file } = assert.fail()] = lines(dir);
    const kept = readFileSync(file);
    rmSync(file);
    mkdirSync(file);

    const journal = await aJournal(t, dir);
    tell(journal, 2);
    assert.equal(await journal.flush(), false);
    rmSync(file, { recursive: true });
    writeFileSync(file, kept);
    await waitUntil('it is written again', 5_000, () => journal.trouble === undefined);
    assert.ok(await journal.flush());
    assert.deepEqual(seqs(await journal.read(1, 10)), upTo(6));
    assert.deepEqual((await verifyJournal(dir)).broken, []);
  });
});
