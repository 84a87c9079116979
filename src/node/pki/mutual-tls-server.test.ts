import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { ClientRequest } from 'node:http';
import { get, request } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { type ConnectionOptions, connect as connectTls, type TLSSocket } from 'node:tls';
import { openAuthority } from '../../host/pki/authority.ts';
import { initAuthority } from '../../host/pki/init-authority.ts';
import { issueCertificate } from '../../host/pki/issue-certificate.ts';
import { inWorkshop } from '../../host/pki/openssl.ts';
import { revokeCertificates } from '../../host/pki/revoke-certificates.ts';
import { newKey, requestFor, sign } from '../../host/pki/signing.ts';
import { DAY_MS } from '../../host/pki/validity.ts';
import { checkPeer } from './check-peer.ts';
import type { Role } from './identity.ts';
import { identityOf, type MutualTlsServer, openMutualTlsServer } from './mutual-tls-server.ts';
import type { Refusal } from './refusal.ts';
import { may } from './rights.ts';
import { tlsOptionsOf, tlsPathsIn } from './tls-options.ts';

/* Certificates by the real openssl, connections over real sockets on loopback. */

const root = mkdtempSync(join(tmpdir(), 'holdfast-mtls-'));
after(() => rmSync(root, { recursive: true, force: true }));
const ca = join(root, 'ca');
const parties = join(root, 'parties');

async function issue(role: Role, name: string, now = new Date(), authority = ca): Promise<void> {
  const addresses = role === 'node' ? ['127.0.0.1'] : [];
  await issueCertificate(authority, { role, name, addresses, days: 30, out: join(parties, name) }, now);
}

before(async () => {
  await initAuthority(ca, 'web-edge');
  await issue('node', 'lb1');
  await issue('node', 'lb2');
  await issue('operator', 'anna');
  await issue('operator', 'lost');
  await issue('viewer', 'board');
  await issue('operator', 'former', new Date(Date.now() - 60 * DAY_MS));
  await issue('operator', 'early', new Date(Date.now() + DAY_MS));
  await initAuthority(join(root, 'other-ca'), 'web-edge');
  await issue('operator', 'stranger', new Date(), join(root, 'other-ca'));
});

/** What a party connects with; its files say which authority it trusts, unless it trusts ours. */
function as(name: string, authority = 'lb1'): ConnectionOptions {
  const read = (party: string, file: string) => readFileSync(join(parties, party, file), 'utf8');
  return {
    cert: read(name, 'certificate.pem'),
    key: read(name, 'key.pem'),
    ca: read(authority, 'ca.pem'),
    host: '127.0.0.1',
    port,
  };
}

let port: number;
let opened: MutualTlsServer;
let refused: Refusal[];
let log: string[];

beforeEach(async () => {
  const mine: Refusal[] = [];
  refused = mine;
  log = [];
  opened = openMutualTlsServer({
    paths: tlsPathsIn(join(parties, 'lb1')),
    onRefused: (refusal) => mine.push(refusal),
    onRequest: (message, response) => {
      const identity = identityOf(message.socket);
      if (identity === undefined) throw new Error('somebody without an identity was let in');
      log.push(`${identity.role} ${identity.name} ${message.method}`);
      const allowed = may(identity.role, message.method === 'GET' ? 'look' : 'change');
      response.writeHead(allowed ? 200 : 403).end();
    },
    handshakeTimeoutMs: 300,
  });
  opened.server.listen(0, '127.0.0.1');
  await once(opened.server, 'listening');
  port = (opened.server.address() as AddressInfo).port;
});
afterEach(async () => {
  opened.server.close();
  opened.server.closeAllConnections();
  await once(opened.server, 'close');
});

/** The status of the answer, or the code of the error. */
async function ask(options: ConnectionOptions, method = 'GET'): Promise<number | string> {
  const sent: ClientRequest = request({ ...options, method, agent: false } as never);
  sent.end();
  return new Promise((resolve) => {
    sent.on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
}

async function refusal(): Promise<Refusal> {
  const deadline = Date.now() + 5_000;
  while (refused[0] === undefined) {
    assert.ok(Date.now() < deadline, 'nobody was refused');
    await new Promise((next) => setImmediate(next));
  }
  return refused[0];
}

describe('a server with mutual TLS', { timeout: 60_000 }, () => {
  it('lets in whom its authority knows, and says who it is', async () => {
    assert.equal(await ask(as('anna'), 'POST'), 200);
    assert.equal(await ask(as('lb2'), 'POST'), 200);
    assert.deepEqual(log, ['operator anna POST', 'node lb2 POST']);
    assert.deepEqual(refused, []);
  });

  it('lets a viewer look, and not change', async () => {
    assert.equal(await ask(as('board')), 200);
    assert.equal(await ask(as('board'), 'POST'), 403);
  });

  for (const [name, reason, words] of [
    ['former', 'expired', 'its certificate has expired'],
    ['early', 'not-yet-valid', 'its certificate is not valid yet; compare the clocks'],
    ['stranger', 'other-authority', 'its certificate is of another authority'],
  ] as const) {
    it(`refuses a certificate that is ${reason}, and says so`, async () => {
      assert.equal(await ask(as(name)), 'ECONNRESET');
      assert.deepEqual(await refusal(), { reason, words, from: '127.0.0.1' });
      assert.deepEqual([refused.length, log], [1, []]);
    });
  }

  it('refuses whoever shows no certificate', async () => {
    const { host, ca: trusted } = as('anna');
    assert.match(String(await ask({ host, port, ca: trusted } as ConnectionOptions)), /CERTIFICATE_REQUIRED/);
    assert.equal((await refusal()).reason, 'no-certificate');
    assert.deepEqual(log, []);
  });

  it('refuses a certificate of ours that names no role', async () => {
    const authority = openAuthority(ca);
    const { pem: key } = newKey();
    const cert = await inWorkshop(ca, async (workshop) =>
      sign(workshop, authority, await requestFor(workshop, key), {
        organisation: 'holdfast-emperor',
        name: 'nero',
        extensions: ['extendedKeyUsage = clientAuth'],
        notBefore: new Date(Date.now() - DAY_MS),
        notAfter: new Date(Date.now() + DAY_MS),
      }),
    );
    assert.equal(await ask({ ...as('anna'), cert, key }), 'ECONNRESET');
    assert.equal((await refusal()).reason, 'no-role');
    assert.deepEqual(log, []);
  });

  it('refuses a revoked one from the moment the list is reloaded: old connections and resumed sessions too', async () => {
    const former = readFileSync(join(parties, 'lb1/crl.pem'));
    const socket: TLSSocket = connectTls({ ...as('lost'), ALPNProtocols: ['http/1.1'] });
    const sessions: Buffer[] = [];
    socket.on('session', (session: Buffer) => sessions.push(session));
    await once(socket, 'secureConnect');
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(socket, 'data');
    assert.ok(sessions.length > 0, 'a session to resume');
    const { crl } = await revokeCertificates(ca, 'lost', 'keyCompromise');
    copyFileSync(crl, join(parties, 'lb1/crl.pem'));
    try {
      const closed = once(socket, 'close');
      opened.reload();
      await closed;
      assert.equal(await ask(as('lost')), 'ECONNRESET');
      assert.deepEqual(await refusal(), {
        reason: 'revoked',
        words: 'its certificate was revoked',
        from: '127.0.0.1',
      });
      const resumed = connectTls({ ...as('lost'), session: sessions.at(-1) });
      resumed.on('error', () => {});
      await once(resumed, 'close');
      assert.deepEqual([refused.length, log], [2, ['operator lost GET']]);
      assert.equal(await ask(as('anna')), 200);
    } finally {
      writeFileSync(join(parties, 'lb1/crl.pem'), former);
    }
  });

  it('keeps what is in force when the files cannot be used, and open connections when nothing changed', async () => {
    const key = join(parties, 'lb1/key.pem');
    const former = readFileSync(key);
    const socket = connectTls(as('anna'));
    await once(socket, 'secureConnect');
    writeFileSync(key, newKey().pem);
    assert.throws(() => opened.reload(), { code: 'pki/key-mismatch' });
    writeFileSync(key, former);
    opened.reload();
    assert.equal(await ask(as('anna')), 200);
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(socket, 'data');
    socket.destroy();
  });

  for (const [what, bytes, reason] of [
    ['speaks plain HTTP', 'GET / HTTP/1.1\r\n\r\n', 'not-tls'],
    ['speaks garbage', '\u0001\u0002\u0003\u0004 garbage', 'not-tls'],
    ['hangs up', '', 'hung-up'],
  ] as const) {
    it(`tells why when somebody ${what}`, async () => {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => {});
      socket.resume();
      await once(socket, 'connect');
      if (bytes === '') socket.end();
      else socket.write(bytes, 'latin1');
      assert.deepEqual([(await refusal()).reason, (await refusal()).from], [reason, '127.0.0.1']);
      assert.equal(await ask(as('anna')), 200);
    });
  }

  it('does not wait for somebody who says nothing', async () => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    socket.resume();
    await once(socket, 'close');
    assert.equal((await refusal()).reason, 'too-slow');
  });

  it('is told apart from a server that somebody else plays', async () => {
    assert.match(String(await ask({ ...as('anna', 'stranger') })), /SELF_SIGNED|UNABLE_TO|SIGNATURE/);
    assert.equal(await ask({ ...as('lb2'), checkServerIdentity: checkPeer('lb1') }), 200);
    const answer = await new Promise<string>((resolve) => {
      const sent = get({ ...as('lb2'), checkServerIdentity: checkPeer('lb3'), agent: false } as never);
      sent.on('response', () => resolve('let in'));
      sent.on('error', (error) => resolve(error.message));
    });
    assert.equal(answer, 'the certificate shown at 127.0.0.1 is of node lb1, not of node lb3');
  });

  it('tells when somebody does not trust it', async () => {
    const trusted = join(parties, 'stranger/ca.pem');
    const words = ['s_client', '-connect', `127.0.0.1:${port}`, '-CAfile', trusted, '-verify_return_error'];
    await once(spawn('openssl', words, { stdio: 'ignore' }), 'close');
    assert.equal((await refusal()).reason, 'did-not-trust-us');
  });

  it('is not believed to be a node with the certificate of a person', async () => {
    const impostor = openMutualTlsServer({
      paths: tlsPathsIn(join(parties, 'anna')),
      onRefused: () => {},
      onRequest: (_, response) => response.end(),
    });
    impostor.server.listen(0, '127.0.0.1');
    await once(impostor.server, 'listening');
    const { port: there } = impostor.server.address() as AddressInfo;
    assert.equal(await ask({ ...as('lb2'), port: there }), 'INVALID_PURPOSE');
    impostor.server.close();
  });

  it('works with what `tlsOptionsOf` reads for a client', async () => {
    const options = tlsOptionsOf(tlsPathsIn(join(parties, 'lb2')));
    assert.equal(await ask({ ...options, host: '127.0.0.1', port }), 200);
  });
});
