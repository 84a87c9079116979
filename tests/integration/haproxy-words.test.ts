import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { printHaproxy } from '../../src/engines/haproxy/grammar/print.ts';
import { line } from '../../src/engines/haproxy/grammar/tree.ts';
import { needCommands } from '../support/engines-accept.ts';

const DEADLINE_MS = 10_000;

const nasty = fc
  .array(
    fc.constantFrom(
      ...' \t\n\r\v\f"\'\\#$%{}[]()<>;,!x0a',
      '<secret env:A>',
      '${HOME}',
      '$HOME',
      '\\x00',
      'é',
      '🐟',
    ),
  )
  .map((parts) => parts.join(''));
const anything = fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', ''));

test('the real HAProxy reads every printed text back as the same single word', async () => {
  needCommands({ haproxy: 'haproxy' });
  const texts = fc.sample(fc.oneof(nasty, anything), { numRuns: 400, seed: 7 }).filter((text) => text !== '');
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-words-'));
  const socket = join(dir, 's');
  const { text } = printHaproxy([
    {
      kind: 'global',
      name: undefined,
      origin: undefined,
      lines: [
        line(undefined, 'stats socket', socket, 'mode', '600', 'level', 'admin'),
        // setenv refuses a third word, and a missing one.
        ...texts.map((value, index) => line(undefined, 'setenv', `W${index}_`, value)),
      ],
    },
  ]);
  writeFileSync(join(dir, 'haproxy.cfg'), text);
  const haproxy = spawn('haproxy', ['-db', '-f', join(dir, 'haproxy.cfg')], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` },
  });
  try {
    await ask(socket, 'show info', Date.now() + DEADLINE_MS);
    for (const [index, value] of texts.entries()) {
      const answer = await ask(socket, `show env W${index}_`, Date.now() + DEADLINE_MS);
      assert.equal(answer, `W${index}_=${value}\n\n`);
    }
  } finally {
    const ended = once(haproxy, 'exit');
    haproxy.kill('SIGKILL');
    await ended;
    rmSync(dir, { recursive: true, force: true });
  }
});

/** One command line; tried again until the deadline while HAProxy still starts. */
async function ask(path: string, command: string, deadline: number): Promise<string> {
  for (;;) {
    try {
      const socket = connect(path);
      socket.end(`${command}\n`);
      const chunks: Buffer[] = [];
      for await (const chunk of socket) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks).toString('utf8');
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await delay(20);
    }
  }
}
