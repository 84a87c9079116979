import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Fault } from '../../src/base/fault.ts';
import { abilitiesOf, LONGEST_MESSAGE } from '../../src/engines/haproxy/runtime/abilities.ts';
import { command } from '../../src/engines/haproxy/runtime/commands.ts';
import { applyRuntime } from '../../src/node/haproxy/apply-runtime.ts';
import { observeRuntime } from '../../src/node/haproxy/observe-runtime.ts';
import { openHaproxyCli } from '../../src/node/haproxy/open-haproxy-cli.ts';
import { type GroundHaproxy, makeRuntimeGround, type RuntimeGround } from '../support/runtime-ground.ts';

function isFault(code: string, words = /./) {
  return (error: unknown) =>
    error instanceof Fault && error.code === code && words.test(`${error.message} ${error.evidence}`);
}

describe('the command socket of a real HAProxy', () => {
  let ground: RuntimeGround;
  let haproxy: GroundHaproxy;
  const certificate = (name: string) => join(ground.dir, `${name}.pem`);

  before(async () => {
    ground = await makeRuntimeGround();
    for (const name of ['first', 'second', 'other', 'served']) {
      const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '30'];
      const out = ['-keyout', certificate(`${name}-key`), '-out', certificate(`${name}-cert`)];
      await ground.run('openssl', 'req', '-x509', ...key, ...out, '-subj', `/CN=${name}`);
      const whole = `cat ${certificate(`${name}-cert`)} ${certificate(`${name}-key`)} > ${certificate(name)}`;
      await ground.run('sh', '-c', whole);
    }
    haproxy = await ground.haproxy(
      'socket',
      `defaults
  mode http
  timeout connect 1s
  timeout client 9s
  timeout server 9s
frontend front
  bind 127.0.0.1:8443 ssl crt ${certificate('served')} crt ${certificate('other')}
  default_backend web
backend web
  server s1 127.0.0.1:9001
`,
    );
  });
  after(async () => await ground.end());

  it('answers a message of the greatest length that is sent, and is never sent a longer one', async () => {
    const start = `show ssl cert `;
    const longest = start + 'x'.repeat(LONGEST_MESSAGE - 1 - start.length);
    await assert.rejects(haproxy.cli.ask(longest), isFault('node/haproxy-refused'));
    await assert.rejects(haproxy.cli.ask(`${longest}x`), isFault('node/haproxy-message-too-long'));
    await assert.rejects(
      haproxy.cli.ask('set ssl cert /x <<', 'y\n'.repeat(LONGEST_MESSAGE / 2)),
      isFault('node/haproxy-message-too-long'),
    );
    assert.match(await haproxy.cli.ask('show version'), /^\d/);
  });

  it('refuses what would be more than one command, wherever it stands', async () => {
    for (const text of ['show info;shutdown frontend front', 'show info\nshow env', 'show info\r', 'x <<'])
      await assert.rejects(haproxy.cli.ask(text), isFault('node/haproxy-unsafe-word'));
    for (const name of ['a;b', 'a\nb', 'a b', '', 'a/b', 'ä'])
      assert.throws(() => command.state('web', name, 'maint'), isFault('node/haproxy-unsafe-word'));
    assert.throws(() => command.weight('web', 's1', '5;quit'), isFault('node/haproxy-unsafe-word'));
    assert.throws(() => command.address('web', 's1', '::1 port 1', 80), isFault('node/haproxy-unsafe-word'));
    assert.throws(() => command.processLimit(1.5), isFault('node/haproxy-unsafe-word'));
    const [server] = (await observeRuntime(haproxy.cli)).servers;
    assert.deepEqual([server?.admin, server?.weight], ['ready', 1]);
  });

  it('gives an error the words of HAProxy, and goes on with the next command', async () => {
    await assert.rejects(
      haproxy.cli.ask('set server web/nobody state maint'),
      isFault('node/haproxy-refused', /No such server/),
    );
    await assert.rejects(haproxy.cli.ask('make coffee'), isFault('node/haproxy-refused', /Unknown command/));
    const answers = await Promise.all([haproxy.cli.ask('show version'), haproxy.cli.ask('show info')]);
    assert.match(answers[1], /^Name: HAProxy/);
  });

  it('stops at the first step that fails, and says what is in force', async () => {
    const of = { pool: 'web', former: 1 } as const;
    const { outcomes, sentence, fault } = await applyRuntime(haproxy.cli, [
      { kind: 'weight', ...of, server: 's1', weight: 3, value: '3' },
      { kind: 'weight', ...of, server: 'gone', weight: 3, value: '3' },
      { kind: 'state', pool: 'web', server: 's1', to: 'maint' },
    ]);
    assert.deepEqual(
      outcomes.map(({ result }) => result),
      ['done', 'failed', 'not-done'],
    );
    assert.equal(
      sentence,
      '1 of 3 changes are in force, 2 not: could not change the weight of server web/gone from 1 to 3',
    );
    assert.equal(fault?.code, 'node/haproxy-refused');
    assert.equal((await observeRuntime(haproxy.cli)).servers[0]?.admin, 'ready');
  });

  it('replaces a certificate, and leaves nothing pending when its key belongs to another one', async () => {
    const file = certificate('served');
    const mixed = `${readFileSync(certificate('first-cert'), 'utf8')}${readFileSync(certificate('second-key'), 'utf8')}`;
    const bad = await applyRuntime(haproxy.cli, [{ kind: 'certificate', file, pem: mixed }]);
    assert.match(`${bad.fault?.evidence}`, /inconsistencies between private key and certificate/);
    assert.doesNotMatch(await haproxy.cli.ask('show ssl cert'), /^\*/m);
    const pem = readFileSync(certificate('first'), 'utf8').replace(
      /(-----END CERTIFICATE-----)\n/,
      '$1\r\n\n\n',
    );
    const good = await applyRuntime(haproxy.cli, [{ kind: 'certificate', file, pem }]);
    assert.equal(good.fault, undefined, good.fault?.evidence);
    const served = await ground.run('sh', '-c', 'openssl s_client -connect 127.0.0.1:8443 </dev/null 2>&1');
    assert.match(served, /subject=CN = first/);
    assert.doesNotMatch(JSON.stringify(good.outcomes.map(({ says }) => says)), /PRIVATE/);
  });

  it('does not mix its certificate with one that somebody else is replacing', async () => {
    const pem = readFileSync(certificate('second'), 'utf8');
    await haproxy.cli.ask(command.setCertificate(certificate('other')), pem);
    const { fault } = await applyRuntime(haproxy.cli, [
      { kind: 'certificate', file: certificate('served'), pem },
    ]);
    assert.equal(fault?.code, 'node/haproxy-transaction-open');
    assert.match(await haproxy.cli.ask('show ssl cert'), /^\*.*other\.pem$/m);
    await haproxy.cli.ask(command.abortCertificate(certificate('other')));
    const unknown = await applyRuntime(haproxy.cli, [{ kind: 'certificate', file: '/nowhere.pem', pem }]);
    assert.equal(unknown.fault?.code, 'node/haproxy-certificate-unknown');
    const none = await applyRuntime(haproxy.cli, [
      { kind: 'certificate', file: certificate('served'), pem: 'no' },
    ]);
    assert.equal(none.fault?.code, 'node/certificate-unreadable');
  });

  it('refuses every word that the table of its version says it refuses, and takes those that are sent', async () => {
    const { version } = await observeRuntime(haproxy.cli);
    for (const word of abilitiesOf(version).refusedWords) {
      // HAProxy takes these two; we do not send them.
      if (word === 'enabled' || word === 'track') continue;
      await assert.rejects(
        haproxy.cli.ask(`add server web/x 127.0.0.1:1 ${word}${word === 'non-stick' ? '' : ' x'}`),
        isFault('node/haproxy-refused', /not accepted|unknown keyword/),
        word,
      );
    }
    const sent =
      'check inter 20ms fall 3 rise 2 check-send-proxy check-sni x observe layer4 error-limit 1 on-error mark-down on-marked-down shutdown-sessions slowstart 5s send-proxy-v2 ssl verify none sni str(x.example) weight 3 backup maxconn 9 port 99 maxqueue 4';
    await haproxy.cli.ask(`add server web/x 127.0.0.1:1 ${sent}`);
    await haproxy.cli.ask('del server web/x');
  });

  it('gives up on a socket that does not answer, once, and says so', async () => {
    const path = join(ground.dir, 'silent.sock');
    const silent = createServer(() => {}).listen(path);
    await assert.rejects(openHaproxyCli(path, 100), isFault('node/haproxy-no-answer'));
    const nowhere = join(ground.dir, 'none.sock');
    await assert.rejects(openHaproxyCli(nowhere, 100), isFault('node/haproxy-no-answer'));
    const talks = createServer((socket) => {
      let asked = 0;
      socket.on('data', () => socket.write((asked += 1) <= 4 ? 'Pid: 1\n\n> ' : ''));
    }).listen(join(ground.dir, 'stops.sock'));
    const cli = await openHaproxyCli(join(ground.dir, 'stops.sock'), 200);
    await assert.rejects(cli.ask('show info'), isFault('node/haproxy-no-answer', /show info/));
    await assert.rejects(cli.ask('show info'), isFault('node/haproxy-no-answer'));
    silent.close();
    talks.close();
  });
});
