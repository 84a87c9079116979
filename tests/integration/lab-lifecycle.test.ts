import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { labStandIn, PEOPLE } from '../support/lab-stand-in.ts';

/* The lab with a stand-in for the foundation, as root and as an ordinary user: what it builds, and that nothing stays. */

for (const person of PEOPLE) {
  describe(`the lab of ${person.name}`, { timeout: 120_000 }, () => {
    const name = `t${process.pid}${person.name[0]}`;
    const other = `${name}x`;
    const lab = labStandIn(person);
    before(() => lab.prepare());
    after(() => {
      lab.run('down', name);
      lab.run('down', other);
      lab.cleanUp();
    });

    it('becomes healthy and serves through the VIP', () => {
      const up = lab.run('up', name);
      assert.equal(up.is, 'started', JSON.stringify(up));
      assert.deepEqual(up.reasons, []);
      const answer = JSON.parse(lab.inside(name, 'client', ['curl', '-s', 'http://10.77.0.100/']).stdout);
      assert.match(answer.server, /^web[123]$/);
    });

    it('keeps its files private', () => {
      for (const dir of [lab.root, join(lab.root, name)]) {
        const found = lstatSync(dir);
        assert.equal(found.mode & 0o777, 0o700);
        assert.equal(found.uid, person.uid);
      }
    });

    it('lets no background process hold a stream of the caller', () => {
      const pids = lab.outerPids(name);
      assert.ok(pids.length > 8, `${pids.length} processes`);
      for (const pid of pids) {
        const open = spawnSync('ls', ['-l', `/proc/${pid}/fd`], { encoding: 'utf8' }).stdout;
        const ours = open.split('\n').filter((line) => line.includes(lab.callerStream));
        assert.deepEqual(ours, [], `process ${pid}`);
      }
    });

    it('says that it runs already, and tells the same spec from another one', () => {
      assert.deepEqual(lab.run('up', name), { is: 'running', sameSpec: true });
      assert.deepEqual(lab.run('up', name, 'other-spec'), { is: 'running', sameSpec: false });
    });

    it('has its own process numbers and the host’s files', () => {
      writeFileSync(join(lab.dist, 'seen'), 'yes');
      const script = `readlink /proc/self/ns/pid; cat ${join(lab.dist, 'seen')}; ls -d /var/tmp; cat /proc/1/cmdline | tr '\\0' ' '`;
      const { stdout } = lab.inside(name, 'lb1', ['sh', '-c', script]);
      const [ns, seen] = stdout.split('\n');
      assert.notEqual(ns, spawnSync('readlink', ['/proc/self/ns/pid'], { encoding: 'utf8' }).stdout.trim());
      assert.ok(seen?.startsWith('yes'));
      assert.match(stdout, /\/var\/tmp/);
      assert.match(stdout, /sh \S+\/init\.sh/);
    });

    it('shows a dead foundation as unknown, starts it again, and holds back while `hold` is there', async () => {
      const dir = join(lab.root, name);
      writeFileSync(join(dir, 'lb2/hold'), '');
      const foundation = lab.run('status', name).nodes.lb2.foundation.pid;
      lab.inside(name, undefined, ['kill', '-9', String(foundation)]);
      const dead = await lab.poll(name, (status) => status.nodes.lb2.foundation.state === 'unknown');
      assert.match(dead.nodes.lb2.foundation.why, /ECONNREFUSED|closed|answer/);
      assert.deepEqual(
        dead.vips.edge.holders.map((holder: { node: string }) => holder.node),
        ['lb1'],
      );
      spawnSync('rm', [join(dir, 'lb2/hold')]);
      await lab.poll(name, (status) => status.nodes.lb2.foundation.state === 'running');
    });

    it('reports two holders and nobody', async () => {
      lab.inside(name, 'lb2', ['ip', 'addr', 'add', '10.77.0.100/24', 'dev', 'eth0']);
      const two = lab.run('status', name);
      assert.deepEqual(
        two.vips.edge.holders.map((holder: { node: string }) => holder.node),
        ['lb1', 'lb2'],
      );
      assert.equal(two.vips.edge.holders[1].observedBy, 'lab');
      for (const node of ['lb1', 'lb2'])
        lab.inside(name, node, ['ip', 'addr', 'del', '10.77.0.100/24', 'dev', 'eth0']);
      const none = lab.run('status', name);
      assert.deepEqual(none.vips.edge.holders, []);
      assert.equal(none.pools.web.servers.web1.state, 'unknown');
      lab.inside(name, 'lb1', ['ip', 'addr', 'add', '10.77.0.100/24', 'dev', 'eth0']);
    });

    it('leaves zombies to nobody', () => {
      lab.inside(name, 'lb1', ['sh', '-c', 'sh -c "sleep 0.05 & exit 0"']);
      const { stdout } = lab.inside(name, undefined, [
        'sh',
        '-c',
        'sleep 0.2; cat /proc/[0-9]*/stat 2>/dev/null',
      ]);
      assert.deepEqual(
        stdout.split('\n').filter((line) => /\) Z /.test(line)),
        [],
      );
    });

    it('runs beside a second lab of another name', () => {
      assert.deepEqual(lab.run('up', other).reasons, []);
      assert.deepEqual(lab.run('status', name).vips.edge.holders.length, 1);
      assert.equal(lab.run('down', other).ran, true);
      assert.equal(lab.run('status', name).site, 'web-edge');
    });

    it('ends wholly when its process 1 is killed, and the next command removes what it left', async () => {
      const pids = lab.outerPids(name);
      const { init } = JSON.parse(readFileSync(join(lab.root, name, 'lab.json'), 'utf8'));
      process.kill(init.pid, 'SIGKILL');
      const deadline = performance.now() + 5000;
      while (pids.some((pid) => existsSync(`/proc/${pid}/exe`)) && performance.now() < deadline) {
        spawnSync('sleep', ['0.01']);
      }
      assert.deepEqual(lab.outerPids(name), []);
      assert.equal(lab.run('status', name).code, 'lab/not-running');
      assert.equal(existsSync(join(lab.root, name)), false);
    });

    it('lets one of two commands at once win', async () => {
      const both = await Promise.all([lab.runLater('up', name), lab.runLater('up', name)]);
      const words = both.map((one): string => one.is ?? one.code);
      assert.equal(words.filter((word) => word === 'started').length, 1, JSON.stringify(both));
      assert.ok(
        ['lab/busy', 'running'].includes(words.find((word) => word !== 'started')!),
        JSON.stringify(both),
      );
    });

    it('survives a corrupt record: says so, and `down` ends it', () => {
      const dir = join(lab.root, name);
      const pids = lab.outerPids(name);
      writeFileSync(join(dir, 'lab.json'), '{"version": 1, "na');
      const status = lab.run('status', name);
      assert.equal(status.code, 'lab/state-corrupt');
      assert.match(status.remedy, /lab down/);
      assert.equal(lab.run('down', name).ran, true);
      assert.deepEqual(
        pids.filter((pid) => existsSync(`/proc/${pid}/exe`)),
        [],
      );
      assert.equal(existsSync(dir), false);
    });

    it('is down at once the second time', () => {
      assert.equal(lab.run('down', name).ran, false);
    });

    it('leaves nothing when it is interrupted while it starts', async () => {
      const child = lab.spawnRunner('up', name);
      const deadline = performance.now() + 5000;
      while (!existsSync(join(lab.root, name, 'init.sh')) && performance.now() < deadline) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      child.kill('SIGKILL');
      lab.run('down', name);
      assert.deepEqual(lab.outerPids(name), []);
      assert.equal(existsSync(join(lab.root, name)), false);
    });

    it('does not trust a directory that is a symbolic link', () => {
      spawnSync('mkdir', ['-p', '-m', '700', lab.root]);
      spawnSync('chown', [String(person.uid), lab.root]);
      symlinkSync('/etc', join(lab.root, name));
      try {
        assert.equal(lab.run('up', name).code, 'lab/state-dir');
      } finally {
        spawnSync('rm', [join(lab.root, name)]);
        spawnSync('rmdir', [lab.root]);
      }
    });
  });
}
