import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSpec } from './parse-spec.ts';

const SITE = `version: 1
name: edge
nodes: { lb1: { address: 10.0.0.11, interface: eth0 }, lb2: { address: 10.0.0.12, interface: eth0 } }
vips: { edge: { address: 10.0.0.100/24 } }
services: { web: { vip: edge, listen: 80, pool: web } }
pools: { web: { servers: { web1: "10.0.0.21:80" } } }
notify:
  a: `;

function read(channel: string) {
  const { spec, problems } = parseSpec(new TextEncoder().encode(SITE + channel), 'holdfast.yaml');
  return { channel: spec?.notify['a'], problems: problems.map(({ code, message }) => ({ code, message })) };
}

test('a channel says only where it leads; the rest has defaults', () => {
  assert.deepEqual(read('{ webhook: "https://alerts.example.org/in" }').channel, {
    webhook: 'https://alerts.example.org/in',
    minSeverity: 'warning',
    group: '5s',
    repeat: '4h',
    damp: { changes: 4, within: '10m' },
    timeout: '10s',
  });
  const { channel } = read('{ email: { server: "[fd00::5]:25", from: a@example.org, to: [b@example.org] } }');
  assert.equal(channel?.email?.tls, 'starttls');
});

test('every mistake is told with its code and where it stands', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['{ minSeverity: info }', 'spec/missing-key'],
    ['{ slack: { env: A }, command: [/bin/true] }', 'spec/choose-one'],
    ['{ webhook: "ftp://x" }', 'spec/bad-url'],
    ['{ webhook: "https://x", events: [vip-movd] }', 'spec/not-a-choice'],
    ['{ command: [tell] }', 'spec/bad-path'],
    ['{ command: [] }', 'spec/missing-key'],
    ['{ slack: { env: A }, token: { env: B } }', 'spec/wrong-channel-key'],
    ['{ webhook: "http://x", token: { env: B } }', 'spec/password-in-clear'],
    ['{ slack: { env: A }, group: 5 }', 'spec/bad-duration'],
    ['{ slack: { env: A }, repeat: 5s }', 'spec/out-of-range'],
    ['{ pagerduty: { url: "https://x" } }', 'spec/missing-key'],
    ['{ email: { server: "x:99999", from: a@b.c, to: [a@b.c] } }', 'spec/bad-host'],
    ['{ email: { server: x, from: "A <a@b.c>", to: [a@b.c] } }', 'spec/bad-mail-address'],
    ['{ email: { server: x, from: a@b.c, to: [a@b.c], user: u } }', 'spec/missing-key'],
    [
      '{ email: { server: x, from: a@b.c, to: [a@b.c], user: u, password: { env: P }, tls: none } }',
      'spec/password-in-clear',
    ],
  ];
  for (const [text, code] of cases) {
    const { problems } = read(text);
    assert.deepEqual(
      problems.map((problem) => problem.code),
      [code],
      `${text} ${JSON.stringify(problems)}`,
    );
  }
});

test('a secret that stands in clear is refused and not repeated', () => {
  const clear = [
    '{ slack: "https://hooks.slack.com/services/T0/B0/hunter2" }',
    '{ webhook: "https://ann:hunter2@example.org/in" }',
    '{ webhook: "https://ann:hunter2@[bad" }',
    '{ pagerduty: { key: hunter2 } }',
    '{ webhook: "https://x", token: hunter2 }',
    '{ email: { server: x, from: a@b.c, to: [a@b.c], user: u, password: hunter2 } }',
  ];
  for (const text of clear) {
    const { problems } = read(text);
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['spec/secret-in-clear'],
      text,
    );
    assert.doesNotMatch(JSON.stringify(problems), /hunter2/);
  }
});

test('a password in clear is allowed to a mail server on the same machine', () => {
  const mail =
    '{ email: { server: "127.0.0.1:25", from: a@b.c, to: [a@b.c], user: u, password: { env: P }, tls: none } }';
  assert.deepEqual(read(mail).problems, []);
});
