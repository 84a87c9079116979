import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

const bin = join(import.meta.dirname, '../../bin/holdfast');
const root = mkdtempSync(join(tmpdir(), 'holdfast-pki-'));
after(() => rmSync(root, { recursive: true, force: true }));
chmodSync(root, 0o755);

const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;
const AS_NOBODY = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
/** Who runs the command: both, where we are root. */
const USERS = isRoot ? (['root', 'an ordinary user'] as const) : (['an ordinary user'] as const);
const OWN_MOUNTS = isRoot ? ['unshare', '-m'] : ['unshare', '--user', '--map-root-user', '-m'];

/** A folder of its own for one user, and the commands as that user in it. */
function desk(user: (typeof USERS)[number] = USERS[0]) {
  const cwd = mkdtempSync(join(root, 'case-'));
  const dropped = isRoot && user !== 'root';
  if (dropped) chownSync(cwd, NOBODY, NOBODY);
  const [program = '', ...before] = dropped ? [...AS_NOBODY, bin] : [bin];
  const words = (args: readonly string[]) => [...before, 'pki', ...args];
  return {
    cwd,
    in: (...path: string[]) => join(cwd, ...path),
    pki: (...args: string[]) => spawnSync(program, words(args), { cwd, encoding: 'utf8' }),
    start: (...args: string[]) => spawn(program, words(args), { cwd, stdio: 'ignore' }),
    uid: dropped ? NOBODY : process.getuid?.(),
  };
}

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
const openssl = (cwd: string, ...args: string[]) => spawnSync('openssl', args, { cwd, encoding: 'utf8' });
const serials = (crl: string) => [...crl.matchAll(/Serial Number: ([0-9A-F]+)/g)].map(([, serial]) => serial);
const crlText = (cwd: string) => openssl(cwd, 'crl', '-in', 'holdfast-pki/crl.pem', '-noout', '-text').stdout;

for (const user of USERS) {
  describe(`pki, run by ${user}`, { timeout: 120_000 }, () => {
    const here = desk(user);
    let said = '';
    const pki = (...args: string[]) => {
      const result = here.pki(...args);
      said += result.stdout + result.stderr;
      return result;
    };

    it('makes an authority that only its owner can use', () => {
      const { stdout, stderr, status } = pki('init', '--name', 'web-edge');
      assert.deepEqual([stdout, status], ['holdfast-pki/ca.pem\n', 0], stderr);
      assert.equal(mode(here.in('holdfast-pki')), '700');
      assert.equal(mode(here.in('holdfast-pki/ca-key.pem')), '600');
      assert.equal(statSync(here.in('holdfast-pki/ca-key.pem')).uid, here.uid);
      assert.equal(readFileSync(here.in('holdfast-pki/.gitignore'), 'utf8'), '*\n');
      const text = openssl(here.cwd, 'x509', '-in', 'holdfast-pki/ca.pem', '-noout', '-text').stdout;
      assert.match(text, /Subject: O = holdfast-ca, CN = web-edge/);
      assert.match(text, /Basic Constraints: critical\n\s+CA:TRUE, pathlen:0/);
      assert.match(text, /Key Usage: critical\n\s+Certificate Sign, CRL Sign\n/);
      assert.match(text, /NIST CURVE: P-256/);
    });

    it('issues certificates for nodes and people that openssl verifies, each for its purpose alone', () => {
      assert.equal(
        pki('issue', 'node', 'lb1', '--address', '10.77.0.11,LB1.example.org', '--address', 'fd00::11')
          .status,
        0,
      );
      assert.equal(pki('issue', 'operator', 'anna', '-o', 'for anna').status, 0);
      assert.equal(pki('issue', 'viewer', 'board', '--days', '10').status, 0);
      const verify = (purpose: string, file: string) =>
        openssl(
          here.cwd,
          ...['verify', '-x509_strict', '-crl_check_all', '-CAfile', 'holdfast-pki/ca.pem'],
          ...['-CRLfile', 'holdfast-pki/crl.pem', '-purpose', purpose, file],
        ).status;
      assert.equal(verify('sslserver', 'holdfast-pki/handed-out/lb1/certificate.pem'), 0);
      assert.equal(verify('sslclient', 'holdfast-pki/handed-out/lb1/certificate.pem'), 0);
      assert.equal(verify('sslclient', 'for anna/certificate.pem'), 0);
      assert.equal(verify('sslserver', 'for anna/certificate.pem'), 2);
      const text = openssl(
        here.cwd,
        'x509',
        '-in',
        'holdfast-pki/handed-out/lb1/certificate.pem',
        '-noout',
        '-text',
      ).stdout;
      assert.match(text, /Subject: O = holdfast-node, CN = lb1\n/);
      assert.match(
        text,
        /IP Address:10\.77\.0\.11, DNS:lb1\.example\.org, IP Address:FD00:0:0:0:0:0:0:11, DNS:lb1\n/,
      );
      assert.deepEqual(readdirSync(here.in('for anna')), ['ca.pem', 'certificate.pem', 'crl.pem', 'key.pem']);
      assert.deepEqual([mode(here.in('for anna')), mode(here.in('for anna/key.pem'))], ['700', '600']);
    });

    it('shows what was issued, and answers 1 when something in use ends soon', () => {
      const { stdout, stderr, status } = pki('show');
      assert.equal(status, 0);
      assert.match(
        stdout,
        /^NAME +ROLE +ADDRESSES +UNTIL +LEFT +STATE +SERIAL\nweb-edge +authority +20\d\d-/,
      );
      assert.match(
        stdout,
        /\nanna +operator +20\d\d-\d\d-\d\d \d\d:\d\d +364d +valid +[0-9A-F]{32}\nboard +viewer .* 9d +expiring/,
      );
      assert.match(stderr, /viewer board ends soon: holdfast pki issue viewer board --replace/);
      assert.equal(pki('show', '--within', '30d').status, 1);
      assert.equal(pki('show', '--within', '5d').status, 0);
      const json = JSON.parse(pki('show', '-o', 'json', '--within', '5d').stdout) as {
        certificates: { state: string }[];
      };
      assert.deepEqual(
        json.certificates.map(({ state }) => state),
        ['valid', 'valid', 'valid'],
      );
    });

    it('renews only when told to; the certificate before it may then end without a word', () => {
      const again = pki('issue', 'viewer', 'board');
      assert.match(again.stderr, /pki\/file-exists[\s\S]*--replace/);
      assert.equal(again.status, 3);
      assert.equal(pki('issue', 'viewer', 'board', '--replace').status, 0);
      const { stdout, status } = pki('show', '--within', '30d');
      assert.match(stdout, /\nboard +viewer .* valid .*\nboard +viewer .* 9d +renewed /);
      assert.equal(status, 0);
    });

    it('revokes every certificate of a name', () => {
      const { stdout, stderr, status } = pki('revoke', 'board', '--reason', 'keyCompromise');
      assert.deepEqual([stdout, status], ['holdfast-pki/crl.pem\n', 0]);
      assert.match(stderr, /copy it to every node/);
      const list = crlText(here.cwd);
      assert.equal(serials(list).length, 2);
      assert.match(list, /Key Compromise/);
      assert.match(pki('show').stdout, /\nboard .* revoked .*\nboard .* revoked /);
      assert.match(pki('revoke', 'bord').stderr, /pki\/no-such-name[\s\S]*did you mean "board"\?/);
      assert.match(pki('revoke', 'board').stderr, /revoked before; the list was signed anew/);
      assert.deepEqual(serials(crlText(here.cwd)), serials(list));
    });

    it('lets a key stay on its own machine', () => {
      const made = ['req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
      const request = ['-subj', '/O=holdfast-operator/CN=evil', '-addext', 'subjectAltName=DNS:evil'];
      mkdirSync(here.in('lb2'), { mode: 0o777 });
      chmodSync(here.in('lb2'), 0o777);
      execFileSync(
        'openssl',
        [...made, ...request, '-keyout', here.in('lb2/key.pem'), '-out', here.in('lb2.csr')],
        { stdio: 'ignore' },
      );
      const key = readFileSync(here.in('lb2/key.pem'), 'utf8');
      const { stderr, status } = pki(
        'issue',
        'node',
        'lb2',
        '--address',
        '10.77.0.12',
        '--csr',
        'lb2.csr',
        '-o',
        'lb2',
      );
      assert.equal(status, 0, stderr);
      assert.equal(readFileSync(here.in('lb2/key.pem'), 'utf8'), key);
      const text = openssl(here.cwd, 'x509', '-in', 'lb2/certificate.pem', '-noout', '-text').stdout;
      assert.match(text, /Subject: O = holdfast-node, CN = lb2\n/);
      assert.ok(!text.includes('evil'), 'what stands in the request counts for nothing');
    });

    it('takes no request that is none, was changed, or has a weak key', () => {
      const issue = () => pki('issue', 'node', 'lb3', '--address', '10.77.0.13', '--csr', 'x.csr').stderr;
      writeFileSync(here.in('x.csr'), 'hello');
      assert.match(issue(), /pki\/bad-request/);
      const der = Buffer.from(
        readFileSync(here.in('lb2.csr'), 'utf8').replace(/-----.*-----|\n/g, ''),
        'base64',
      );
      der[der.length - 1] = (der.at(-1) ?? 0) ^ 1;
      const pem = der.toString('base64').replace(/.{64}/g, '$&\n');
      writeFileSync(
        here.in('x.csr'),
        `-----BEGIN CERTIFICATE REQUEST-----\n${pem}\n-----END CERTIFICATE REQUEST-----\n`,
      );
      assert.match(issue(), /pki\/bad-request/);
      const weak = ['req', '-new', '-newkey', 'rsa:1024', '-nodes', '-subj', '/CN=x', '-keyout', '/dev/null'];
      execFileSync('openssl', [...weak, '-out', here.in('x.csr')], { stdio: 'ignore' });
      assert.match(issue(), /pki\/weak-key[\s\S]*rsa 1024/);
      assert.ok(!pki('show').stdout.includes('lb3'));
    });

    it('never says a secret, and leaves nothing but its files', () => {
      const keys = globSync('**/*key.pem', { cwd: here.cwd });
      assert.ok(keys.length >= 4);
      for (const file of keys) {
        const [, line = ''] = readFileSync(here.in(file), 'utf8').split('\n');
        assert.ok(line.length === 64 && !said.includes(line), file);
      }
      assert.ok(!said.includes('PRIVATE KEY'));
      assert.deepEqual(readdirSync(here.in('holdfast-pki')).toSorted(), [
        '.gitignore',
        'ca-key.pem',
        'ca.pem',
        'crl.pem',
        'handed-out',
        'issued',
        'revoked.json',
      ]);
    });
  });
}

describe('pki refuses', { timeout: 60_000 }, () => {
  const here = desk();
  it('to work without an authority, and says how to make one', () => {
    const { stderr, status } = here.pki('issue', 'operator', 'anna');
    assert.match(stderr, /pki\/no-authority[\s\S]*holdfast pki init/);
    assert.equal(status, 3);
  });

  it('to write over an authority, or into a folder that is not empty', () => {
    assert.equal(here.pki('init').status, 0);
    const before = readFileSync(here.in('holdfast-pki/ca-key.pem'));
    const { stderr, status } = here.pki('init');
    assert.match(stderr, /pki\/authority-exists/);
    assert.equal(status, 3);
    assert.deepEqual(readFileSync(here.in('holdfast-pki/ca-key.pem')), before);
    assert.match(here.pki('init', '--dir', '.').stderr, /pki\/authority-exists/);
  });

  it('wrong words, with exit code 2', () => {
    for (const words of [
      ['issue', 'node', 'lb1'],
      ['issue', 'node', 'lb1', '--address', '10.77.0.300'],
      ['issue', 'node', 'lb1', '--address', '10.77.0.1,DNS:evil;x'],
      ['issue', 'operator', 'anna', '--address', '10.77.0.1'],
      ['issue', 'operator', '../anna'],
      ['issue', 'operator', 'a\nb'],
      ['issue', 'operator', 'anna/CN=root'],
      ['issue', 'king', 'anna'],
      ['issue', 'operator', 'anna', '--days', '0'],
      ['show', '--within', '30'],
      ['init', '--name', 'a b'],
    ]) {
      assert.equal(here.pki(...words).status, 2, words.join(' '));
    }
    assert.deepEqual(readdirSync(here.in('holdfast-pki/issued')), []);
  });

  it('one name in two roles', () => {
    assert.equal(here.pki('issue', 'operator', 'anna').status, 0);
    assert.match(here.pki('issue', 'viewer', 'anna', '-o', 'x').stderr, /pki\/name-taken/);
  });

  it('an authority that others can read or change', () => {
    for (const [path, open, closed] of [
      ['holdfast-pki', 0o777, 0o700],
      ['holdfast-pki/ca-key.pem', 0o640, 0o600],
    ] as const) {
      chmodSync(here.in(path), open);
      assert.match(here.pki('issue', 'operator', 'bert').stderr, /pki\/authority-open[\s\S]*chmod/);
      chmodSync(here.in(path), closed);
    }
  });

  it('to forget anybody when its records are damaged', () => {
    const file = here.in('holdfast-pki/revoked.json');
    const text = readFileSync(file);
    writeFileSync(file, '{');
    assert.match(here.pki('revoke', 'anna').stderr, /pki\/bad-file/);
    writeFileSync(file, text);
    const [record = ''] = readdirSync(here.in('holdfast-pki/issued'));
    const pem = readFileSync(here.in('holdfast-pki/issued', record));
    writeFileSync(here.in('holdfast-pki/issued', record), pem.subarray(0, 100));
    assert.match(here.pki('show').stderr, /pki\/bad-file/);
    writeFileSync(here.in('holdfast-pki/issued', record), pem);
    assert.equal(here.pki('show').status, 0);
  });

  it('to call a list current that lacks the last revocation', () => {
    const former = readFileSync(here.in('holdfast-pki/crl.pem'));
    here.pki('revoke', 'anna');
    writeFileSync(here.in('holdfast-pki/crl.pem'), former);
    const { stderr, status } = here.pki('show');
    assert.match(stderr, /crl\.pem is not the list that belongs to revoked\.json/);
    assert.equal(status, 1);
    here.pki('revoke', 'anna');
    assert.equal(here.pki('show').status, 0);
    assert.equal(serials(crlText(here.cwd)).length, 1);
  });
});

describe('pki, several at once or cut off', { timeout: 120_000 }, () => {
  const ended = async (children: readonly ReturnType<typeof spawn>[]) =>
    Promise.all(children.map(async (child) => ((await once(child, 'close')) as [number | null])[0]));

  it('of several `init` at once one makes the authority', async () => {
    const here = desk();
    const codes = await ended([1, 2, 3, 4].map(() => here.start('init')));
    assert.deepEqual(codes.toSorted(), [0, 3, 3, 3]);
    assert.deepEqual(readdirSync(here.cwd), ['holdfast-pki']);
    assert.equal(here.pki('issue', 'operator', 'anna').status, 0);
  });

  it('several commands that change it wait for one another, and none is lost', async () => {
    const here = desk();
    here.pki('init');
    const names = ['a', 'b', 'c', 'd'];
    assert.deepEqual(await ended(names.map((name) => here.start('issue', 'operator', name))), [0, 0, 0, 0]);
    const both = names.flatMap((name) => [
      here.start('revoke', name),
      here.start('issue', 'viewer', `v${name}`),
    ]);
    assert.deepEqual(new Set(await ended(both)), new Set([0]));
    assert.equal(serials(crlText(here.cwd)).length, 4);
    assert.equal(
      here
        .pki('show')
        .stdout.split('\n')
        .filter((line) => / viewer .* valid /.test(line)).length,
      4,
    );
  });

  it('killed at any moment, the authority goes on, and nobody has a certificate that is not on record', async () => {
    const here = desk();
    here.pki('init');
    for (let round = 0; round < 12; round += 1) {
      const child = here.start('issue', 'operator', `p${round}`);
      const closed = once(child, 'close');
      await sleep(60 + round * 35);
      child.kill('SIGKILL');
      await closed;
    }
    const { status, stderr } = here.pki('issue', 'operator', 'last');
    assert.equal(status, 0, stderr);
    const shown = here.pki('show').stdout;
    for (const file of globSync('holdfast-pki/handed-out/*/certificate.pem', { cwd: here.cwd })) {
      const serial = openssl(here.cwd, 'x509', '-in', file, '-noout', '-serial')
        .stdout.trim()
        .slice('serial='.length);
      assert.ok(shown.includes(serial), file);
    }
    const left = readdirSync(here.in('holdfast-pki')).filter((name) => name.startsWith('.work-'));
    assert.deepEqual(left, [], 'the next command cleans up');
  });
});

describe('pki where nothing can be written', { timeout: 60_000 }, () => {
  /** In mounts of its own: an authority on a small disk at /mnt, then `spoil`, then three commands. */
  const withDisk = (spoil: string) => {
    const run = `"${bin}" pki`;
    const list = `find /mnt/pki -type f ! -name '.*' -exec cksum {} + | sort -k3`;
    const script = `mount -t tmpfs -o size=96k,mode=700 tmpfs /mnt; cd /mnt
${run} init --dir /mnt/pki && ${run} issue operator anna --dir /mnt/pki; ${list} >/tmp/$$.before
${spoil}
for words in "issue operator bert" "revoke anna" "init --name x"; do
  case $words in init*) dir=/mnt/new;; *) dir=/mnt/pki;; esac
  ${run} $words --dir $dir; echo status $?
done
${list} | cmp - /tmp/$$.before && echo unchanged; rm -f /tmp/$$.before; ls -A /mnt/pki | grep '^\\.work'`;
    const [program = '', ...args] = [...OWN_MOUNTS, 'sh', '-c', script];
    return spawnSync(program, args, { encoding: 'utf8', timeout: 50_000 });
  };

  it('says that the disk is full, and changes nothing', () => {
    const { stdout, stderr } = withDisk('dd if=/dev/zero of=/mnt/fill bs=4k 2>/dev/null');
    assert.deepEqual(stdout.split('\n').slice(2), ['status 3', 'status 3', 'status 3', 'unchanged', '']);
    assert.equal(
      [...stderr.matchAll(/pki\/cannot-write\n {2}Cannot write .*: the disk is full/g)].length,
      3,
      stderr,
    );
  });

  it('says that the file system is read-only, and changes nothing', () => {
    const { stdout, stderr } = withDisk('mount -o remount,bind,ro /mnt');
    assert.deepEqual(stdout.split('\n').slice(2), ['status 3', 'status 3', 'status 3', 'unchanged', '']);
    assert.equal(
      [...stderr.matchAll(/pki\/cannot-write\n {2}Cannot write .*: the file system is read-only/g)].length,
      3,
      stderr,
    );
  });

  it('takes a certificate off the record that could not be handed out', () => {
    const here = desk('an ordinary user');
    here.pki('init');
    const { stderr } = here.pki('issue', 'operator', 'anna', '-o', '/dev/null/x');
    assert.match(stderr, /pki\/cannot-write/);
    assert.deepEqual(readdirSync(here.in('holdfast-pki/issued')), []);
  });
});
