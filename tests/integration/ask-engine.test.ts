import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { askEngine, type EngineQuestion } from '../../src/host/ask-engine.ts';
import { needCommands } from '../support/engines-accept.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-ask-'));
after(() => rmSync(folder, { recursive: true }));
before(() =>
  needCommands({ haproxy: 'haproxy', keepalived: 'keepalived', nginx: 'nginx-light', unshare: 'util-linux' }),
);

async function ask(engine: EngineQuestion['engine'], text: string, interfaces: readonly string[] = []) {
  const path = join(folder, `${engine} of a host.conf`);
  writeFileSync(path, text);
  const messages = await askEngine({ engine, paths: [path], interfaces });
  assert.ok(messages, `${engine} was not asked`);
  for (const message of messages)
    assert.ok(message.path === path || message.path === undefined, message.path);
  return messages.map(({ severity, line, text: words }) => `${severity} ${line}: ${words}`);
}

test('HAProxy names the line that it refuses, whatever the path', async () => {
  const told = await ask(
    'haproxy',
    'defaults\n    mode http\nbackend b\n    server a 10.0.0.1:80 check foo\n',
  );
  assert.deepEqual(told, ["error 4: 'server b/a' : unknown keyword 'foo'; did you mean 'tfo' maybe?"]);
});

test('Keepalived reads on, because the interfaces that the file names are there', async () => {
  const told = await ask(
    'keepalived',
    'vrrp_instance a {\n    interface eth77\n    virtual_router_id 5\n    foo bar\n    virtual_ipaddress {\n        10.0.0.1/24\n    }\n}\n',
    ['eth77'],
  );
  assert.deepEqual(told, ["warning 4: Unknown keyword 'foo'"]);
});

test('nginx names the line that it refuses', async () => {
  const told = await ask('nginx', 'events {}\nhttp {\n    server {\n        foo bar;\n    }\n}\n');
  assert.deepEqual(told, ['error 4: unknown directive "foo"']);
});

test('an engine that is content says nothing of the file', async () => {
  assert.deepEqual(
    await ask(
      'keepalived',
      'vrrp_instance a {\n    interface eth77\n    virtual_router_id 5\n    virtual_ipaddress {\n        10.0.0.1/24\n    }\n}\n',
      ['eth77'],
    ),
    [],
  );
});

test('a file that is gone in the meantime is no verdict and no failure', async () => {
  const messages = await askEngine({ engine: 'haproxy', paths: [join(folder, 'gone.cfg')], interfaces: [] });
  assert.ok(Array.isArray(messages));
  assert.deepEqual(
    messages?.filter(({ line }) => line !== undefined),
    [],
  );
});
