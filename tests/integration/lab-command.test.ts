import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
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

/* `holdfast lab …` and `holdfast status --lab` as people call them, with the real foundation and the real engines. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

for (const person of PEOPLE) {
  describe(`holdfast lab, as ${person.name}`, { timeout: 120_000 }, () => {
    const dir = mkdtempSync('/tmp/holdfast-test-');
    const name = `c${process.pid}${person.name[0]}`;
    const spec = join(dir, 'web.yaml');

    const holdfast = (...words: string[]) => {
      const [program = '', ...args] = [...person.as, join(ROOT, 'bin/holdfast'), ...words];
      return spawnSync(program, args, { encoding: 'utf8', cwd: dir, timeout: 60_000 });
    };
    const lab = (verb: string, ...words: string[]) =>
      holdfast('lab', verb, '-f', spec, '--lab-name', name, ...words);
    const change = (from: string, to: string) => {
      const file = join(dir, 'changed.yaml');
      writeFileSync(file, readFileSync(spec, 'utf8').replace(from, to));
      return file;
    };

    before(() => {
      buildPrograms();
      copyFileSync(join(ROOT, 'examples/web.yaml'), spec);
      chmodSync(dir, 0o755);
    });
    after(() => {
      lab('down');
      rmSync(dir, { recursive: true, force: true });
    });

    it('brings the site up and shows who holds the VIP', () => {
      const { status, stdout, stderr } = lab('up');
      assert.equal(status, 0, stderr);
      assert.match(stdout, /^edge +10\.77\.0\.100 +lb[12] /m);
      assert.match(stderr, /Healthy after [\d.]+ s/);
    });

    it('serves through the VIP, by curl in the client', () => {
      const { status, stdout } = lab('exec', 'client', '--', 'curl', '-s', 'http://10.77.0.100/');
      assert.equal(status, 0);
      assert.match(JSON.parse(stdout).server, /^web[123]$/);
    });

    it('gives back the command’s own code, and works where the caller stands', () => {
      assert.equal(lab('exec', 'lb1', '--', 'sh', '-c', 'exit 7').status, 7);
      assert.equal(lab('exec', 'lb1', '--', 'sh', '-c', 'kill -TERM $$').status, 143);
      assert.equal(lab('exec', 'lb1', '--', 'no-such-command').status, 127);
      assert.equal(lab('exec', 'lb1', '--', 'pwd').stdout.trim(), dir);
    });

    it('suggests a member for an unknown one', () => {
      const { status, stderr } = lab('exec', 'lb3', '--', 'true');
      assert.equal(status, 3);
      assert.match(stderr, /lab\/unknown-member[\s\S]*did you mean "lb1"\?/);
    });

    it('answers the status as JSON in the promised shape', () => {
      const { status, stdout } = holdfast('status', '--lab-name', name, '-o', 'json');
      assert.equal(status, 0);
      const seen = JSON.parse(stdout);
      assert.equal(seen.site, 'web-edge');
      const [holder] = seen.vips.edge.holders;
      assert.equal(seen.vips.edge.address, '10.77.0.100');
      assert.deepEqual(Object.keys(holder), ['node', 'observedBy', 'ageMs']);
      const { foundation, guests } = seen.nodes[holder.node];
      assert.equal(foundation.state, 'running');
      assert.ok(foundation.pid > 1 && foundation.listeners === 1);
      assert.equal(guests.haproxy.state, 'running');
      assert.deepEqual([guests.haproxy.restarts, guests.haproxy.draining], [0, 0]);
      assert.equal(guests.keepalived.vips.edge.role, 'MASTER');
      assert.equal(typeof guests.keepalived.vips.edge.priority, 'number');
      const { state, sessions, lastCheck, observations } = seen.pools.web.servers.web1;
      assert.equal(state, 'up');
      assert.equal(sessions, 0);
      assert.match(lastCheck, /^L7OK 200 in \d+ ms$/);
      assert.deepEqual(
        observations.map((one: { node: string; state: string }) => [one.node, one.state]),
        [
          ['lb1', 'up'],
          ['lb2', 'up'],
        ],
      );
    });

    it('shows what engines logged', () => {
      const { status, stdout } = lab('logs', 'lb1', 'keepalived');
      assert.equal(status, 0);
      assert.match(stdout, /Keepalived/);
      assert.match(lab('logs', 'lb1', 'apache').stderr, /lab\/unknown-log/);
    });

    it('says that it runs already, and what to do when the spec is another one', () => {
      const same = lab('up');
      assert.equal(same.status, 0);
      assert.match(same.stderr, /runs already, with the same spec/);
      const other = holdfast('lab', 'up', '-f', change('50ms', '70ms'), '--lab-name', name);
      assert.equal(other.status, 1);
      assert.match(other.stderr, new RegExp(`another spec[\\s\\S]*lab down --lab-name ${name}`));
    });

    it('says exactly what keeps a site from being healthy, and leaves it up', () => {
      const broken = `${name}b`;
      const file = change('http: /health, expect: 200', 'http: /health, expect: 204');
      const { status, stderr } = holdfast('lab', 'up', '-f', file, '--lab-name', broken);
      try {
        assert.equal(status, 3, stderr);
        assert.match(stderr, /lb[12] sees server web\/web1 down \(L7STS 200/);
        assert.equal(holdfast('status', '--lab-name', broken).status, 0);
      } finally {
        assert.equal(holdfast('lab', 'down', '--lab-name', broken).status, 0);
      }
    });

    it('reports the problems of a spec with their places, and starts nothing', () => {
      const outside = holdfast(
        'lab',
        'up',
        '-f',
        change('10.77.0.23:8080', '192.0.2.1:8080'),
        '--lab-name',
        `${name}o`,
      );
      assert.equal(outside.status, 1);
      assert.match(outside.stderr, /changed\.yaml:\d+:\d+ {2}error {2}lab\/server-outside-subnets/);
      assert.equal(
        holdfast('lab', 'up', '-f', change('version: 1', 'version: 9'), '--lab-name', `${name}o`).status,
        1,
      );
      assert.equal(holdfast('status', '--lab-name', `${name}o`).status, 3);
    });

    it('refuses a name whose sockets HAProxy could not open', () => {
      const { status, stderr } = holdfast('lab', 'up', '-f', spec, '--lab-name', 'n'.repeat(80));
      assert.equal(status, 3);
      assert.match(stderr, /lab\/name-too-long[\s\S]*--lab-name/);
    });

    it('ends without a trace, and says so the second time too', () => {
      assert.equal(lab('down').status, 0);
      assert.equal(existsSync(`/tmp/holdfast-${person.uid}/${name}`), false);
      const again = lab('down');
      assert.equal(again.status, 0);
      assert.match(again.stderr, /nothing to do/);
    });
  });
}
