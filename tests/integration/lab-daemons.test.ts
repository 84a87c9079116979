import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { buildPrograms } from '../support/build-programs.ts';
import { PEOPLE } from '../support/lab-stand-in.ts';
import { waitUntil } from '../support/wait-until.ts';

/* The node daemons of a lab, with the real foundation and engines: they answer whom they should, and nobody misses a dead one. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const API = 'https://10.77.0.11:7443';

for (const person of PEOPLE) {
  describe(`the daemons of a lab, as ${person.name}`, { timeout: 300_000 }, () => {
    const home = mkdtempSync('/tmp/holdfast-test-');
    const name = `d${process.pid}${person.name[0]}`;
    const spec = join(home, 'web.yaml');
    const dir = `/tmp/holdfast-${person.uid}/${name}`;
    const words = (...rest: string[]) => [...person.as, join(ROOT, 'bin/holdfast'), ...rest];
    const holdfast = (...rest: string[]) => {
      const [program = '', ...args] = words(...rest);
      return spawnSync(program, args, { encoding: 'utf8', cwd: home, timeout: 60_000 });
    };
    const inside = (member: string, ...command: string[]) =>
      holdfast('lab', 'exec', '--lab-name', name, member, '--', ...command);
    /** HTTP status and curl's own words, by the certificate in a folder. */
    const ask = (from: string, pki: string | undefined, path: string, ...more: string[]) => {
      const own = pki === undefined ? [] : ['--cert', `${pki}/certificate.pem`, '--key', `${pki}/key.pem`];
      const options = ['-sS', '-o', '/dev/null', '-w', '%{http_code}', '--cacert', `${dir}/lb1/pki/ca.pem`];
      const { stdout, stderr } = inside(from, 'curl', ...options, ...own, ...more, `${API}${path}`);
      return { code: stdout, words: stderr };
    };
    const readyBySocket = (node: string) =>
      inside(node, 'curl', '-s', '--unix-socket', `${dir}/${node}/node.sock`, 'http://localhost/readyz');
    const pidOf = (node: string) => {
      const script = `for p in /proc/[0-9]*; do tr "\\0" " " <$p/cmdline | grep -q "node.mjs --node $1 " && echo \${p#/proc/}; done`;
      return inside(node, 'sh', '-c', script, 'look', node).stdout.trim();
    };

    before(() => {
      buildPrograms();
      copyFileSync(join(ROOT, 'examples/web.yaml'), spec);
      chmodSync(home, 0o755);
      const { status, stderr } = holdfast('lab', 'up', '-f', spec, '--lab-name', name);
      assert.equal(status, 0, stderr);
      assert.match(stderr, /web-edge: /);
    });
    after(() => {
      holdfast('lab', 'down', '--lab-name', name);
      rmSync(home, { recursive: true, force: true });
    });

    it('answer on their own sockets, from whatever network they are asked', () => {
      for (const node of ['lb1', 'lb2']) {
        assert.equal(lstatSync(`${dir}/${node}/node.sock`).isSocket(), true);
        assert.equal(JSON.parse(readyBySocket(node).stdout).ready, true);
      }
    });

    it('answer over mutual TLS from another node, and to operators and viewers', () => {
      assert.equal(ask('lb2', `${dir}/lb2/pki`, '/readyz').code, '200');
      assert.equal(ask('client', `${dir}/pki/operator`, '/readyz').code, '200');
      assert.equal(ask('client', `${dir}/pki/viewer`, '/api/v1/status').code, '200');
    });

    it('refuse who has no certificate, and a viewer who wants to change something', () => {
      assert.notEqual(ask('client', undefined, '/readyz').code, '200');
      const order = ['-X', 'POST', '-H', 'content-type: application/json', '-d', '{}'];
      assert.equal(ask('client', `${dir}/pki/viewer`, '/api/v1/confirm', ...order).code, '403');
    });

    it('keep the keys of all to their owners', () => {
      for (const folder of ['lb1/pki', 'lb2/pki', 'pki/operator', 'pki/viewer']) {
        assert.equal(lstatSync(`${dir}/${folder}/key.pem`).mode & 0o777, 0o600, folder);
      }
      assert.equal(lstatSync(`${dir}/pki/authority/ca-key.pem`).mode & 0o777, 0o600);
    });

    it('have a log that is shown', () => {
      const { status, stdout } = holdfast('lab', 'logs', '--lab-name', name, 'lb1', 'node');
      assert.equal(status, 0);
      assert.notEqual(stdout, '');
    });

    it('are started again when they are killed, and traffic does not notice', async () => {
      const stop = join(home, 'stop');
      const script = `until [ -e ${stop} ]; do curl -s -o /dev/null --max-time 2 http://10.77.0.100/ || echo lost; sleep 0.01; done; echo end`;
      const [program = '', ...args] = words(
        'lab',
        'exec',
        '--lab-name',
        name,
        'client',
        '--',
        'sh',
        '-c',
        script,
      );
      const traffic = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      let said = '';
      traffic.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
      const ended = new Promise((resolve) => traffic.once('close', resolve));
      const before = pidOf('lb1');
      assert.match(before, /^\d+$/);
      inside('lb1', 'kill', '-9', before);
      await waitUntil('the daemon of lb1 answers again', 20_000, () => {
        const now = pidOf('lb1');
        return now !== '' && now !== before && readyBySocket('lb1').stdout.includes('"ready":true');
      });
      writeFileSync(stop, '');
      await ended;
      assert.equal(said, 'end\n');
    });

    it('are held alone by a file of their own', async () => {
      writeFileSync(`${dir}/lb2/hold-node`, '');
      inside('lb2', 'kill', '-9', pidOf('lb2'));
      await waitUntil('the keeper has seen it', 5000, () =>
        readFileSync(`${dir}/lb2/log/node.log`, 'utf8').includes('ended with status 137'),
      );
      assert.equal(pidOf('lb2'), '');
      const status = JSON.parse(holdfast('lab', 'status', '--lab-name', name, '-o', 'json').stdout);
      assert.equal(status.nodes.lb2.foundation?.state ?? 'running', 'running');
      rmSync(`${dir}/lb2/hold-node`);
      await waitUntil('it is started again and answers', 20_000, () =>
        readyBySocket('lb2').stdout.includes('"ready":true'),
      );
    });

    it('put a server in force that is new in the spec, played by the lab before HAProxy asks for it', async () => {
      const text = readFileSync(spec, 'utf8');
      const line = '      web3: 10.77.0.23:8080\n';
      const more = join(home, 'more.yaml');
      writeFileSync(more, text.replace(line, `${line}      web4: 10.77.0.24:8080\n`));
      const stateOf = (server: string): string | undefined => {
        const { stdout } = holdfast('lab', 'status', '--lab-name', name, '-o', 'json');
        return JSON.parse(stdout).pools.web.servers[server]?.state;
      };
      const applied = holdfast('apply', '-f', more, '--lab-name', name, '--yes');
      assert.equal(applied.status, 0, applied.stderr);
      await waitUntil('HAProxy sees web4 up', 10_000, () => stateOf('web4') === 'up');
      const back = holdfast('apply', '-f', spec, '--lab-name', name, '--yes');
      assert.equal(back.status, 0, back.stderr);
      assert.equal(stateOf('web4'), undefined);
      assert.equal(existsSync(`${dir}/web4`), false);
    });

    it('lead a command to the site from a client’s network, by a certificate', () => {
      const seen = (...more: string[]) =>
        inside('client', join(ROOT, 'bin/holdfast'), 'status', '--connect', '10.77.0.11', ...more);
      const { status, stdout, stderr } = seen('--pki', `${dir}/pki/viewer`);
      assert.equal(status, 0, stderr);
      assert.match(stdout, /^web-edge: /);
      assert.match(seen('--pki', home).stderr, /pki\/cannot-read/);
      assert.match(seen().stderr, /cli\/no-certificate/);
    });

    it('end with the lab', () => {
      assert.equal(holdfast('lab', 'down', '--lab-name', name).status, 0);
      assert.equal(existsSync(dir), false);
    });
  });
}
