import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { labStandIn, PEOPLE } from '../support/lab-stand-in.ts';
import { waitUntil } from '../support/wait-until.ts';

/* Servers that come and go while a lab runs, as root and as an ordinary user; the foundation is a stand-in. */

for (const person of PEOPLE) {
  describe(`servers of a running lab of ${person.name}`, { timeout: 120_000 }, () => {
    const name = `p${process.pid}${person.name[0]}`;
    const lab = labStandIn(person);
    const dir = join(lab.root, name);
    const ask = (url: string) => lab.inside(name, 'client', ['curl', '-s', '--max-time', '1', url]).stdout;
    const answers = (url: string, server: string) =>
      waitUntil(`${url} answers`, 5000, () => {
        const text = ask(url);
        return text !== '' && (JSON.parse(text) as { server: string }).server === server;
      });
    const COMMANDS =
      'for p in /proc/[0-9]*; do tr "\\0" " " <$p/cmdline | grep -q -- "--name $1 " && echo ${p#/proc/}; done';
    const commandsOf = (member: string) =>
      lab.inside(name, undefined, ['sh', '-c', COMMANDS, 'look', member]).stdout;
    const record = () => JSON.parse(readFileSync(join(dir, 'lab.json'), 'utf8'));

    before(() => {
      lab.prepare();
      assert.equal(lab.run('up', name).is, 'started');
    });
    after(() => {
      lab.run('down', name);
      lab.cleanUp();
    });

    it('plays a server that is new, on a wire with the others', async () => {
      const played = lab.run('play', name, 'fourth-server');
      assert.deepEqual([played.is, played.made], ['played', ['web4']], JSON.stringify(played));
      await answers('http://10.77.0.24:8080/', 'web4');
      await answers('http://10.77.0.21:8080/', 'web1');
      assert.equal(record().plan.members.at(-1).name, 'web4');
    });

    it('changes nothing the second time', () => {
      const before = commandsOf('web4');
      assert.match(before, /^\d+/);
      assert.deepEqual(lab.run('play', name, 'fourth-server').made, []);
      assert.equal(commandsOf('web4'), before);
    });

    it('starts a new player again when it ends, and leaves its zombie to nobody', async () => {
      lab.inside(name, 'web4', [
        'sh',
        '-c',
        'for p in /proc/[0-9]*; do [ $p/ns/net -ef /proc/self/ns/net ] && [ ${p#/proc/} != $$ ] && kill -9 ${p#/proc/}; done',
      ]);
      await answers('http://10.77.0.24:8080/', 'web4');
      const { stdout } = lab.inside(name, undefined, ['sh', '-c', 'cat /proc/[0-9]*/stat 2>/dev/null']);
      const zombies = stdout.split('\n').filter((line) => /\) Z /.test(line));
      assert.deepEqual(zombies, []);
    });

    it('records the new spec when it is in force, and tells it from the former one', () => {
      assert.deepEqual(lab.run('end', name, 'fourth-server').ended, []);
      assert.deepEqual(lab.run('up', name, 'fourth-server'), { is: 'running', sameSpec: true });
      assert.deepEqual(lab.run('up', name), { is: 'running', sameSpec: false });
    });

    it('ends a server that left: its commands, its cable, its files', () => {
      lab.run('play', name, 'without-web2');
      assert.deepEqual(lab.run('end', name, 'without-web2').ended, ['web2', 'web4']);
      assert.equal(ask('http://10.77.0.22:8080/'), '');
      assert.equal(commandsOf('web2') + commandsOf('web4'), '');
      assert.equal(existsSync(join(dir, 'web2')), false);
      assert.doesNotMatch(lab.inside(name, undefined, ['ip', '-o', 'link']).stdout, /web2/);
      assert.notEqual(ask('http://10.77.0.21:8080/'), '');
    });

    it('lets it return under its name', async () => {
      assert.deepEqual(lab.run('play', name).made, ['web2']);
      await answers('http://10.77.0.22:8080/', 'web2');
    });

    it('plays a server at both places while it moves', async () => {
      lab.run('play', name, 'web3-elsewhere');
      await answers('http://10.77.0.33:9090/', 'web3');
      await answers('http://10.77.0.23:8080/', 'web3');
      lab.run('end', name, 'web3-elsewhere');
      assert.equal(ask('http://10.77.0.23:8080/'), '');
      await answers('http://10.77.0.33:9090/', 'web3');
    });

    it('refuses other nodes, and changes nothing', () => {
      const before = record();
      const refused = lab.run('play', name, 'one-node');
      assert.equal(refused.code, 'lab/cannot-change');
      assert.match(refused.remedy, /lab down/);
      assert.deepEqual(record(), before);
    });

    it('ends everything with the lab, what was added too', () => {
      const pids = lab.outerPids(name);
      assert.equal(lab.run('down', name).ran, true);
      assert.deepEqual(
        pids.filter((pid) => existsSync(`/proc/${pid}/exe`)),
        [],
      );
      assert.equal(existsSync(dir), false);
    });
  });
}
