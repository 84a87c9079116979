import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { FOUNDATION_NODE_FLAGS } from '../../src/foundation/node-flags.ts';
import { DAEMON_ENVIRONMENT, DAEMON_NODE_FLAGS } from '../../src/node/daemon-flags.ts';

/** Lines that go on in the next one are one. */
const read = (path: string) => readFileSync(path, 'utf8').replaceAll(/\\\n\s*/g, '');
const environment = Object.entries(DAEMON_ENVIRONMENT).map(([name, value]) => `${name}=${value}`);

it('units and containers run daemon and foundation as the lab does: with little memory', () => {
  const daemon = read('packaging/systemd/holdfast.service');
  const pod = read('packaging/image/pod');
  for (const text of [daemon, pod])
    for (const words of [...environment, DAEMON_NODE_FLAGS.join(' ')]) assert.ok(text.includes(words), words);
  for (const text of [read('packaging/systemd/holdfast-foundation@.service'), pod])
    assert.ok(text.includes(FOUNDATION_NODE_FLAGS.join(' ')));
});
