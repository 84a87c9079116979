import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { NotifyOutcome } from '../../src/node/api/node-service.ts';
import { openJournal } from '../../src/node/journal/open-journal.ts';
import { type NotifyOptions, openNotify } from '../../src/node/notify/open-notify.ts';
import { aChannel } from '../support/a-channel.ts';
import { aSite } from '../support/a-site.ts';
import { aSiteView } from '../support/a-site-view.ts';
import { type HttpReceiver, httpReceiver } from '../support/http-receiver.ts';
import { waitUntil } from '../support/wait-until.ts';

const dirs: string[] = [];
after(() => {
  for (const dir of dirs) rmSync(dir, { recursive: true, force: true });
});

/** A daemon's notify with a journal of its own, and a clock that the test turns on. */
async function aDaemon(
  url: string,
  options: Partial<NotifyOptions> & { dir?: string; groupMs?: number } = {},
) {
  const { dir = mkdtempSync(join(tmpdir(), 'hf-notify-')), groupMs = 0, ...rest } = options;
  dirs.push(dir);
  const journal = await openJournal(join(dir, 'journal'));
  const outcomes: NotifyOutcome[] = [];
  let aheadMs = 0;
  const notify = await openNotify({
    site: aSite({ notify: [aChannel({ kind: 'webhook', url, token: undefined }, { groupMs })] }),
    node: 'lb1',
    stateDir: dir,
    journal,
    secrets: () => undefined,
    now: () => Date.now() + aheadMs,
    onOutcome: (outcome) => outcomes.push(outcome),
    firstRetryMs: 20,
    ...rest,
  });
  return {
    dir,
    journal,
    notify,
    outcomes,
    later: (ms: number) => {
      aheadMs += ms;
    },
    /** Seen twice, ten seconds apart: long enough to be told. */
    async see(view = aSiteView({ holders: [] })) {
      await notify.see(view, []);
      aheadMs += 10_000;
      await notify.see(view, []);
    },
    async close() {
      await notify.close();
      await journal.close();
    },
  };
}

function told(receiver: HttpReceiver): string[] {
  return receiver.requests.flatMap(({ body }) =>
    (body as { alerts: { status: string; labels: { alertname: string } }[] }).alerts.map(
      ({ status, labels }) => `${labels.alertname} ${status}`,
    ),
  );
}

test('what was queued by a process that was killed before it could send is sent after the restart, under the same fingerprint', async (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'hf-notify-'));
  // Takes the first request and never answers it.
  const receiver = await httpReceiver((response, number) => {
    if (number > 0) response.end('ok');
  });
  const script = join(import.meta.dirname, '../support/notify-on-word.mjs');
  const target = JSON.stringify({ kind: 'webhook', url: receiver.url });
  const child = spawn(process.execPath, [script, dir, target], { stdio: ['pipe', 'pipe', 'inherit'] });
  t.after(() => child.kill('SIGKILL'));
  child.stdin.write('down\n');
  await once(child.stdout, 'data');
  await waitUntil('the first attempt is on its way', 5_000, () => receiver.requests.length === 1);
  child.kill('SIGKILL');
  await once(child, 'exit');

  const daemon = await aDaemon(receiver.url, { dir });
  await waitUntil('it was sent', 5_000, () => daemon.outcomes.some(({ ok }) => ok));
  assert.deepEqual(told(receiver), ['no-holder firing', 'no-holder firing']);
  const prints = receiver.requests.map(
    ({ body }) => (body as { alerts: { fingerprint: string }[] }).alerts[0]?.fingerprint,
  );
  assert.equal(prints[0], prints[1]);

  // Its memory is whole too: it is not told anew, and its end is told.
  daemon.later(60_000);
  await daemon.see(aSiteView({ holders: [] }));
  await daemon.see(aSiteView());
  await waitUntil('its end was sent', 5_000, () => receiver.requests.length === 3);
  assert.deepEqual(told(receiver).slice(2), ['no-holder resolved']);
  await daemon.close();
  await receiver.close();
});

test('a receiver that is broken for a while gets everything, in order, and the journal says that it was broken', async () => {
  const receiver = await httpReceiver((response, number) => response.writeHead(number < 3 ? 500 : 200).end());
  const daemon = await aDaemon(receiver.url);
  await daemon.see();
  await daemon.see(aSiteView());
  await waitUntil('both were sent', 10_000, () => {
    daemon.later(1_000);
    return daemon.outcomes.filter(({ ok }) => ok).length === 2;
  });
  assert.deepEqual(told(receiver).slice(2), ['no-holder firing', 'no-holder firing', 'no-holder resolved']);
  const kinds = (await daemon.journal.read(1, 100)).map(({ kind }) => kind);
  assert.deepEqual(kinds, ['notify-failed', 'notify-recovered']);
  const counts = daemon.notify.stats().map(({ result, count }) => `${result} ${count}`);
  assert.deepEqual(counts, ['failed 3', 'sent 2']);
  await daemon.close();
  await receiver.close();
});

test('a receiver that asks to wait is not asked again before', async () => {
  const receiver = await httpReceiver((response, number) =>
    number === 0 ? response.writeHead(429, { 'retry-after': '1' }).end() : response.end(),
  );
  const daemon = await aDaemon(receiver.url);
  await daemon.see();
  const begun = performance.now();
  await waitUntil('it was sent', 10_000, () => receiver.requests.length === 2);
  assert.ok(performance.now() - begun > 800);
  await daemon.close();
  await receiver.close();
});

test('after a day nobody tries any more, and the journal says what will never arrive', async () => {
  const receiver = await httpReceiver((response) => response.writeHead(503).end('closed'));
  const daemon = await aDaemon(receiver.url);
  await daemon.see();
  await waitUntil('it failed', 5_000, () => daemon.outcomes.length > 0);
  daemon.later(86_400_000);
  await waitUntil('it was given up', 5_000, () =>
    daemon.notify.stats().some(({ result }) => result === 'gave-up'),
  );
  const event = (await daemon.journal.read(1, 100)).find(({ kind }) => kind === 'notify-gave-up');
  assert.equal(event?.text, '1 message to channel webhook will never arrive: 503 closed.');
  assert.deepEqual(event.fields['alerts'], ['web-edge/vip/edge/node/vip-without-holder firing']);
  await daemon.close();
  await receiver.close();
});

test('events of the journal that were written while nobody looked are told once', async () => {
  const receiver = await httpReceiver();
  const first = await aDaemon(receiver.url);
  first.journal.append({
    kind: 'apply-undone',
    text: 'Apply 7 was undone',
    fields: { apply: 'a7', code: 'x' },
  });
  await first.notify.see(aSiteView(), await first.journal.read(1, 10));
  await waitUntil('it was sent', 5_000, () => first.outcomes.length === 1);
  await first.notify.close();
  first.journal.append({
    kind: 'apply-undone',
    text: 'Apply 8 was undone.',
    fields: { apply: 'a8', code: 'x' },
  });
  await first.journal.close();

  const second = await aDaemon(receiver.url, { dir: first.dir });
  await second.notify.see(aSiteView(), []);
  await waitUntil('the other was sent', 5_000, () => second.outcomes.length === 1);
  await second.notify.see(aSiteView(), await second.journal.read(1, 10));
  assert.deepEqual(told(receiver), ['apply-failed firing', 'apply-failed firing']);
  const summaries = receiver.requests.map(
    ({ body }) => (body as { commonAnnotations: { summary: string } }).commonAnnotations.summary,
  );
  assert.deepEqual(summaries, ['Apply 7 was undone', 'Apply 8 was undone']);
  await second.close();
  await receiver.close();
});

test('a directory that cannot be written costs nothing but the memory', async () => {
  const receiver = await httpReceiver();
  const dir = mkdtempSync(join(tmpdir(), 'hf-notify-'));
  writeFileSync(join(dir, 'notify'), 'a file where a directory belongs');
  const daemon = await aDaemon(receiver.url, { dir });
  await daemon.see();
  await waitUntil('it was sent', 5_000, () => receiver.requests.length === 1);
  assert.equal(daemon.notify.trouble?.code, 'node/cannot-keep-notices');
  rmSync(join(dir, 'notify'));
  await daemon.see(aSiteView());
  await waitUntil('its end was sent', 5_000, () => receiver.requests.length === 2);
  await waitUntil('the trouble is over', 10_000, () => daemon.notify.trouble === undefined);
  await daemon.close();
  await receiver.close();
});

test('a file that is no JSON is put aside, and neither secrets nor anybody else are in the one that is written', async () => {
  const receiver = await httpReceiver((response) => response.writeHead(500).end());
  const dir = mkdtempSync(join(tmpdir(), 'hf-notify-'));
  const to = { kind: 'webhook', url: { env: 'URL' }, token: { env: 'TOKEN' } } as const;
  const site = aSite({ notify: [aChannel(to, { groupMs: 0 })] });
  const secrets = (secret: object) =>
    'env' in secret && secret.env === 'URL' ? `${receiver.url}/hunter1` : 'hunter2';
  const daemon = await aDaemon(receiver.url, { dir, site, secrets });
  await daemon.see();
  await waitUntil('it failed', 5_000, () => receiver.requests.length > 0);
  await daemon.close();
  const path = join(dir, 'notify', 'queue.json');
  assert.match(readFileSync(path, 'utf8'), /no-holder/);
  assert.doesNotMatch(readFileSync(path, 'utf8') + JSON.stringify(daemon.outcomes), /hunter/);
  assert.equal(statSync(path).mode & 0o777, 0o600);

  writeFileSync(path, '{"version":1,');
  const again = await aDaemon(receiver.url, { dir, site, secrets });
  await again.close();
  assert.equal(readFileSync(`${path}.unreadable`, 'utf8'), '{"version":1,');
  await receiver.close();
});

test('a test message goes through the channel that is named, once, and says how it went', async () => {
  const receiver = await httpReceiver((response, number) =>
    response.writeHead(number === 0 ? 500 : 200).end('hello'),
  );
  const daemon = await aDaemon(receiver.url);
  const [bad] = await daemon.notify.test('webhook');
  assert.deepEqual(
    [bad?.ok, bad?.says, bad?.kind, receiver.requests.length],
    [false, '500 hello', 'webhook', 1],
  );
  const all = await daemon.notify.test();
  assert.deepEqual(
    all.map(({ channel, ok, says }) => [channel, ok, says]),
    [['webhook', true, '200 hello']],
  );
  await assert.rejects(daemon.notify.test('pager'), { code: 'node/no-such-channel' });
  await daemon.close();
  await receiver.close();
});

test('another spec is used from the next message on; what waits for a channel that is gone is dropped', async () => {
  const [old, next] = await Promise.all([
    httpReceiver((response) => response.writeHead(500).end()),
    httpReceiver(),
  ]);
  const daemon = await aDaemon(old.url);
  await daemon.see();
  await waitUntil('it failed', 5_000, () => old.requests.length > 0);
  daemon.notify.reload(
    aSite({ notify: [aChannel({ kind: 'webhook', url: next.url, token: undefined }, { name: 'new' })] }),
  );
  await daemon.notify.see(aSiteView({ holders: [] }), []);
  await waitUntil('the new channel is told', 5_000, () => next.requests.length === 1);
  const { length } = old.requests;
  daemon.later(600_000);
  await daemon.notify.see(aSiteView({ holders: [] }), []);
  assert.equal(old.requests.length, length);
  await daemon.close();
  await Promise.all([old.close(), next.close()]);
});
