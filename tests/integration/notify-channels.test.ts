import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { deliver } from '../../src/node/notify/channels/deliver.ts';
import type { Notice, ToldAlert } from '../../src/node/notify/decide/alert.ts';
import type { Channel } from '../../src/site/channel.ts';
import type { Secret } from '../../src/site/site.ts';
import { aChannel } from '../support/a-channel.ts';
import { type Answer, httpReceiver } from '../support/http-receiver.ts';
import { selfSigned } from '../support/self-signed.ts';
import { type SmtpOptions, smtpReceiver } from '../support/smtp-receiver.ts';
import { waitUntil } from '../support/wait-until.ts';

const dir = mkdtempSync(join(tmpdir(), 'hf-notify-channels-'));
after(() => rmSync(dir, { recursive: true, force: true }));
const certificate = selfSigned(dir);

const DOWN: ToldAlert = {
  key: 'web-edge/server/web/web1/server-down',
  event: 'server-down',
  severity: 'warning',
  about: 'server/web/web1',
  code: 'node/server-down',
  title: 'Server web/web1 is down: <!channel> & more',
  remedy: 'Look at the server.',
  seenOn: ['lb1'],
  teller: 'sender',
  state: 'firing',
  moment: false,
  flapping: false,
  again: false,
  startedMs: Date.UTC(2026, 0, 2, 3, 4, 5),
  endedMs: undefined,
};
const UP: ToldAlert = {
  ...DOWN,
  key: 'web-edge/vip/edge/no-holder',
  event: 'no-holder',
  severity: 'critical',
  about: 'vip/edge',
  title: 'Nobody holds VIP edge',
  state: 'resolved',
  endedMs: Date.UTC(2026, 0, 2, 3, 5, 0),
};
const notice = (...alerts: ToldAlert[]): Notice => ({
  channel: 'ops',
  site: 'web-edge',
  node: 'lb1',
  atMs: Date.UTC(2026, 0, 2, 3, 4, 10),
  alerts: alerts.length === 0 ? [DOWN] : alerts,
});

const send = async (channel: Channel, secrets: Readonly<Record<string, string>> = {}, what = notice()) =>
  await deliver(channel, what, 'web-edge-lb1-1', {
    secrets: (secret: Secret) => ('env' in secret ? secrets[secret.env] : undefined),
    externalUrl: 'https://10.77.0.11:7443',
    now: Date.now,
  });

/** Sends one notice to a receiver that answers so. */
async function posted(answer: Answer | undefined, overrides: Partial<Channel> = {}) {
  const receiver = await httpReceiver(answer);
  try {
    const channel = aChannel({ kind: 'webhook', url: receiver.url, token: undefined }, overrides);
    return { sent: await send(channel), requests: receiver.requests };
  } finally {
    await receiver.close();
  }
}

test("a webhook gets Alertmanager's payload, version 4", async () => {
  const receiver = await httpReceiver();
  const channel = aChannel({ kind: 'webhook', url: receiver.url, token: { env: 'TOKEN' } });
  const sent = await send(channel, { TOKEN: 't0ken' }, notice(DOWN, UP));
  await receiver.close();
  assert.deepEqual(sent, { ok: true, says: '200 ok', retry: false, afterMs: undefined });
  assert.equal(receiver.requests[0]?.headers.authorization, 'Bearer t0ken');
  const body = receiver.requests[0]?.body as { alerts: Record<string, unknown>[] } & Record<string, unknown>;
  const { alerts, ...head } = body;
  assert.deepEqual(head, {
    version: '4',
    groupKey: '{}:{site="web-edge"}',
    truncatedAlerts: 0,
    status: 'firing',
    receiver: 'ops',
    groupLabels: { site: 'web-edge' },
    commonLabels: { site: 'web-edge', code: 'node/server-down' },
    commonAnnotations: { sender: 'lb1', remedy: 'Look at the server.' },
    externalURL: 'https://10.77.0.11:7443',
  });
  assert.equal(alerts[0]?.['status'], 'firing');
  assert.equal(alerts[0]?.['endsAt'], '0001-01-01T00:00:00Z');
  assert.equal(alerts[1]?.['endsAt'], '2026-01-02T03:05:00.000Z');
  assert.match(String(alerts[1]?.['fingerprint']), /^[0-9a-f]{16}$/);
});

test('Slack gets a text in which no name calls anybody', async () => {
  const receiver = await httpReceiver();
  const sent = await send(aChannel({ kind: 'slack', url: { env: 'SLACK' } }), { SLACK: receiver.url });
  await receiver.close();
  assert.equal(sent.ok, true);
  const { text } = (receiver.requests[0] as { body: { text: string } }).body;
  assert.match(
    text,
    /^WARNING: Server web\/web1 is down: &lt;!channel&gt; &amp; more \(since 2026-01-02T03:04:05.000Z\)\n {2}Fix: Look/,
  );
});

test('PagerDuty gets a trigger and a resolve with the same key', async () => {
  const receiver = await httpReceiver((response) => response.writeHead(202).end('{"status":"success"}'));
  const channel = aChannel({ kind: 'pagerduty', url: receiver.url, key: { env: 'KEY' } });
  await send(channel, { KEY: 'r0uting' });
  await send(
    channel,
    { KEY: 'r0uting' },
    notice({ ...DOWN, state: 'resolved', endedMs: DOWN.startedMs + 1 }),
  );
  await receiver.close();
  const [trigger = {}, resolve] = receiver.requests.map(({ body }) => body as Record<string, unknown>);
  assert.equal(trigger['event_action'], 'trigger');
  assert.equal(trigger['routing_key'], 'r0uting');
  assert.deepEqual(resolve, {
    routing_key: 'r0uting',
    event_action: 'resolve',
    dedup_key: trigger['dedup_key'],
  });
  const { summary, severity, source } = trigger['payload'] as Record<string, string>;
  assert.deepEqual([severity, source], ['warning', 'lb1']);
  assert.match(String(summary), /^web-edge: Server web\/web1 is down/);
});

test('500, 429 and silence are tried again, as late as the receiver asks; 400 and a redirect are not', async () => {
  const [busy, slow, wrong, moved, hangs] = await Promise.all([
    posted((response) => response.writeHead(500).end('oh')),
    posted((response) => response.writeHead(429, { 'retry-after': '7' }).end()),
    posted((response) => response.writeHead(400).end('bad payload')),
    posted((response) => response.writeHead(302, { location: 'http://127.0.0.1:1/elsewhere' }).end()),
    posted(() => undefined, { timeoutMs: 200 }),
  ]);
  assert.deepEqual(busy.sent, { ok: false, says: '500 oh', retry: true, afterMs: undefined });
  assert.deepEqual([slow.sent.retry, slow.sent.afterMs], [true, 7_000]);
  assert.deepEqual([wrong.sent.retry, wrong.sent.says], [false, '400 bad payload']);
  assert.equal(moved.sent.retry, false);
  assert.equal(moved.requests.length, 1);
  assert.deepEqual([hangs.sent.retry, hangs.sent.says], [true, 'no answer in 200 ms']);
});

test('an answer without end, and one that trickles, keep nobody', async () => {
  const endless = await posted((response) => {
    const more = () => {
      if (!response.destroyed) response.write('x'.repeat(16_384), more);
    };
    more();
  });
  assert.equal(endless.sent.ok, true);
  assert.ok(endless.sent.says.length < 400);
  const trickle = await posted(
    (response) => {
      const timer = setInterval(() => response.write('x'), 20);
      response.once('close', () => clearInterval(timer));
    },
    { timeoutMs: 300 },
  );
  assert.deepEqual([trickle.sent.ok, trickle.sent.retry], [false, true]);
});

test('nobody listens: it is tried again', async () => {
  const receiver = await httpReceiver();
  await receiver.close();
  const sent = await send(aChannel({ kind: 'webhook', url: receiver.url, token: undefined }));
  assert.equal(sent.retry, true);
  assert.match(sent.says, /ECONNREFUSED/);
});

test('a certificate is verified, and an authority of your own can be named', async () => {
  const receiver = await httpReceiver(undefined, certificate);
  const to = { kind: 'webhook', url: receiver.url, token: undefined } as const;
  const refused = await send(aChannel(to));
  const taken = await send(aChannel(to, { ca: certificate.path }));
  await receiver.close();
  assert.deepEqual([refused.ok, refused.retry], [false, true]);
  assert.match(refused.says, /self.signed certificate/);
  assert.equal(taken.ok, true);
  assert.equal(receiver.requests.length, 1);
});

test('what the other side repeats of a secret is not shown, and a secret that is not there is told by its name', async () => {
  const receiver = await httpReceiver((response, _, { path, headers }) =>
    response.writeHead(403).end(`${path} ${headers.authorization} is unknown`),
  );
  const channel = aChannel({ kind: 'webhook', url: { env: 'URL' }, token: { env: 'TOKEN' } });
  const sent = await send(channel, { URL: `${receiver.url}/T0/hunter2`, TOKEN: 'hunter3' });
  const missing = await send(channel, { URL: receiver.url });
  await receiver.close();
  assert.equal(sent.says, '403 <secret> Bearer <secret> is unknown');
  assert.deepEqual(
    [missing.retry, missing.says],
    [true, 'the environment variable TOKEN is missing or empty'],
  );
});

async function mailed(
  options: SmtpOptions,
  tls: 'starttls' | 'tls' | 'none',
  password = 'hunter2',
  isTrusted = true,
) {
  const receiver = await smtpReceiver(options);
  const login = options.login === undefined ? undefined : { user: 'lb', password: { env: 'PASSWORD' } };
  const to = ['a@example.org', 'b@example.org'];
  const target = {
    kind: 'email',
    host: '127.0.0.1',
    port: receiver.port,
    tls,
    from: 'lb@example.org',
    to,
    login,
  } as const;
  try {
    const sent = await send(
      aChannel(target, { ca: isTrusted ? certificate.path : undefined, timeoutMs: 1_000 }),
      { PASSWORD: password },
      notice(DOWN, UP),
    );
    return { sent, mails: receiver.mails };
  } finally {
    await receiver.close();
  }
}

test('a mail is sent with STARTTLS and a log-in, to all recipients', async () => {
  const { sent, mails } = await mailed({ tls: certificate, login: 'lb:hunter2' }, 'starttls');
  assert.deepEqual([sent.ok, sent.says], [true, '250 2.0.0 kept']);
  const [mail] = mails;
  assert.deepEqual(mail?.to, ['a@example.org', 'b@example.org']);
  assert.deepEqual([mail?.from, mail?.isEncrypted, mail?.login], ['lb@example.org', true, 'lb:hunter2']);
  assert.match(mail?.text ?? '', /^Subject: \[WARNING\] web-edge: Server web\/web1 is down/m);
  assert.match(mail?.text ?? '', /^Message-ID: <web-edge-lb1-1@example.org>/m);
  assert.match(mail?.text.replaceAll('=\r\n', '') ?? '', /RESOLVED: Nobody holds VIP edge/);
});

test('a mail is sent with TLS from the first byte, and in clear where that is asked for', async () => {
  const whole = await mailed({ tls: certificate, isImplicit: true }, 'tls');
  assert.deepEqual([whole.sent.ok, whole.mails[0]?.isEncrypted], [true, true]);
  const clear = await mailed({}, 'none');
  assert.deepEqual([clear.sent.ok, clear.mails[0]?.isEncrypted], [true, false]);
});

test('no mail leaves in clear when the server offers no STARTTLS, nor to a server nobody vouches for', async () => {
  const without = await mailed({}, 'starttls');
  assert.deepEqual([without.sent.ok, without.mails.length], [false, 0]);
  const stranger = await mailed({ tls: certificate }, 'starttls', 'x', false);
  assert.deepEqual([stranger.sent.ok, stranger.mails.length], [false, 0]);
  assert.match(stranger.sent.says, /self.signed certificate/);
});

test('a mail server that is busy is tried again, one that refuses is not, one that hangs keeps nobody', async () => {
  const busy = await mailed(
    { instead: (command) => (command === 'MAIL' ? '451 4.3.0 later' : undefined) },
    'none',
  );
  assert.equal(busy.sent.retry, true);
  const refused = await mailed(
    { instead: (command) => (command === 'RCPT' ? '550 5.1.1 nobody here' : undefined) },
    'none',
  );
  assert.equal(refused.sent.retry, false);
  const hangs = await mailed({ instead: (command) => (command === 'DATA' ? '' : undefined) }, 'none');
  assert.equal(hangs.sent.retry, true);
  const login = await mailed({ tls: certificate, login: 'lb:right' }, 'starttls');
  assert.deepEqual([login.sent.ok, login.sent.retry, login.mails.length], [false, false, 0]);
  assert.doesNotMatch(login.sent.says, /hunter2/);
});

/** A program for the command channel. */
function program(name: string, body: string): string {
  const path = join(dir, name);
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
  return path;
}

test('a command gets the payload on its standard input, words in its environment, and no shell', async () => {
  const out = join(dir, 'out');
  const path = program('tell', `cat > ${out}.json; env > ${out}.env; echo "$1" > ${out}.args; echo told`);
  process.env['NOTIFY_TEST_SECRET'] = 'hunter2';
  const sent = await send(aChannel({ kind: 'command', argv: [path, '$(id); `id` "x"'] }));
  delete process.env['NOTIFY_TEST_SECRET'];
  assert.deepEqual([sent.ok, sent.says], [true, 'exit code 0: told']);
  const payload = JSON.parse(readFileSync(`${out}.json`, 'utf8')) as { alerts: { labels: object }[] };
  assert.deepEqual(payload.alerts[0]?.labels, {
    alertname: 'server-down',
    site: 'web-edge',
    about: 'server/web/web1',
    severity: 'warning',
    code: 'node/server-down',
  });
  const env = readFileSync(`${out}.env`, 'utf8');
  assert.match(env, /^HOLDFAST_EVENT=server-down$/m);
  assert.doesNotMatch(env, /hunter2/);
  assert.equal(readFileSync(`${out}.args`, 'utf8'), '$(id); `id` "x"\n');
});

test('a command that fails is tried again, one that is not there is not, one that hangs is killed with its children', async () => {
  const failed = await send(aChannel({ kind: 'command', argv: [program('fails', 'echo no >&2; exit 3')] }));
  assert.deepEqual([failed.retry, failed.says], [true, 'exit code 3: no']);
  const missing = await send(aChannel({ kind: 'command', argv: [join(dir, 'nothing')] }));
  assert.equal(missing.retry, false);
  const pid = join(dir, 'pid');
  const hangs = program('hangs', `sleep 1000 & echo $! > ${pid}; wait`);
  const killed = await send(aChannel({ kind: 'command', argv: [hangs] }, { timeoutMs: 500 }));
  assert.deepEqual([killed.retry, killed.says], [true, 'it was killed after 500 ms']);
  const child = readFileSync(pid, 'utf8').trim();
  await waitUntil('its child is gone', 5_000, () => !existsSync(`/proc/${child}`) || isZombie(child));
});

test('what a command leaves running does not keep us', async () => {
  const path = program('leaves', 'sleep 3 & echo done');
  const sent = await send(aChannel({ kind: 'command', argv: [path] }));
  assert.deepEqual([sent.ok, sent.says], [true, 'exit code 0: done']);
});

function isZombie(pid: string): boolean {
  return readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')[2] === 'Z';
}
