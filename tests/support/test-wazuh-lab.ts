import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { ClusterLook } from '../../src/lab/look-at-cluster.ts';
import { buildPrograms } from './build-programs.ts';
import type { Person } from './lab-stand-in.ts';
import { waitUntil } from './wait-until.ts';

/* examples/wazuh.yaml in a lab: simulated managers and agents behind the real engines and daemons, by the real command line. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const AGENTS = 60;
/** Checks, looks and settled counts come after each other, and the machine may be busy. */
const SOON_MS = 120_000;

/** All that a person does with a simulated cluster in a lab of theirs. */
export function testWazuhLab(person: Person): void {
  describe(`a Wazuh cluster in a lab of ${person.name}`, { timeout: 900_000 }, () => {
    const dir = mkdtempSync('/tmp/holdfast-test-');
    const name = `w${process.pid}${person.name[0]}`;
    const spec = join(dir, 'wazuh.yaml');
    const home = `/tmp/holdfast-${person.uid}/${name}`;

    const lab = (...words: string[]) => {
      const which = ['-f', spec, '--lab-name', name];
      // What follows the member of `exec` is the command's.
      const all = words[0] === 'exec' ? ['exec', ...which, ...words.slice(1)] : [...words, ...which];
      const [program = '', ...args] = [...person.as, join(ROOT, 'bin/holdfast'), 'lab', ...all];
      const { WAZUH_API_PASSWORD: _, ...env } = process.env;
      return spawnSync(program, args, { encoding: 'utf8', cwd: dir, timeout: 180_000, env });
    };
    const look = (): ClusterLook => JSON.parse(lab('status', '-o', 'json').stdout).wazuh;
    const sessionsOf = (manager: string) =>
      look().managers.find((one) => one.name === manager)?.sessions ?? 0;
    const untilSpread = (what: string, managers: number) =>
      waitUntil(what, SOON_MS, () => {
        const { managers: all, agents } = look();
        const counts = all.flatMap(({ sessions }) => sessions ?? []);
        const share = (agents?.agents ?? 0) / managers;
        return (
          counts.length === managers &&
          agents?.down === 0 &&
          // As the spec's tolerance, and one more for the rounding.
          counts.every((count) => Math.abs(count - share) <= share * 0.1 + 1)
        );
      });

    before(() => {
      buildPrograms();
      const text = readFileSync(join(ROOT, 'examples/wazuh.yaml'), 'utf8')
        .replace(/agents: 300/, `agents: ${AGENTS}`)
        // Agents are moved several times in a few minutes here.
        .replace(/^wazuh:/m, 'wazuh:\n  events: { rebalance: { settle: 1s, cooldown: 1s } }');
      writeFileSync(spec, text);
      chmodSync(dir, 0o755);
      const { status, stderr } = lab('up');
      assert.equal(status, 0, stderr);
      assert.match(stderr, new RegExp(`3 of 3 Wazuh managers run, ${AGENTS} of ${AGENTS} agents report`));
    });
    after(() => {
      lab('down');
      rmSync(dir, { recursive: true, force: true });
    });

    it('is spread evenly from the beginning', async () => {
      await untilSpread('agents are spread', 3);
    });

    it('says at the second `lab up` that it runs', () => {
      const { status, stderr } = lab('up');
      assert.equal(status, 0);
      assert.match(stderr, /runs already, with the same spec/);
    });

    it('shows no password to who looks at processes', () => {
      const password = readFileSync(`${home}/wazuh/api.password`, 'utf8');
      const { stdout } = lab('exec', 'manager1', '--', 'sh', '-c', 'cat /proc/[0-9]*/cmdline');
      assert.match(stdout, /wazuh-manager\.mjs/);
      assert.ok(password.length > 15 && !stdout.includes(password));
    });

    it('lets the agents of a killed manager report to the others, and gives it its share when it returns', async () => {
      assert.equal(lab('manager', 'kill', 'manager2').status, 0);
      await waitUntil('all agents report to two managers', SOON_MS, () => {
        const { managers, agents } = look();
        const killed = managers.find(({ name: each }) => each === 'manager2');
        return killed?.state === 'killed' && agents?.down === 0;
      });
      assert.equal(lab('manager', 'return', 'manager2').status, 0);
      await untilSpread('agents are spread again', 3);
    });

    it('moves agents away from a manager that is frozen, though it takes connections', async () => {
      assert.equal(lab('manager', 'freeze', 'manager3').status, 0);
      await waitUntil('all agents are with the other two', SOON_MS, () => {
        const { managers, agents } = look();
        const others = managers.filter(({ state }) => state === 'runs');
        const sum = others.reduce((all, { sessions }) => all + (sessions ?? 0), 0);
        return others.length === 2 && agents?.down === 0 && sum === AGENTS;
      });
      assert.equal(lab('manager', 'return', 'manager3').status, 0);
      await untilSpread('agents are spread again', 3);
    });

    it('gives a manager that joins its share, without an apply', async () => {
      const { status, stderr } = lab('manager', 'add');
      assert.equal(status, 0, stderr);
      assert.match(stderr, /Manager manager4 runs at 10\.77\.0\.\d+/);
      await untilSpread('agents are spread over four managers', 4);
      assert.ok(sessionsOf('manager4') > 0);
    });

    it('adds agents with keys shared beforehand, and agents that enroll', () => {
      const shared = lab('agents', 'add', '5');
      assert.equal(shared.status, 0, shared.stderr);
      assert.match(shared.stderr, new RegExp(`${AGENTS + 5} of ${AGENTS + 5} agents report`));
      const enrolled = lab('agents', 'add', '2', '--enroll');
      assert.equal(enrolled.status, 0, enrolled.stderr);
      assert.match(enrolled.stderr, new RegExp(`${AGENTS + 7} of ${AGENTS + 7} agents report`));
    });

    it('refuses what is no manager, a name that is taken and a number that is none', () => {
      const wrong = lab('manager', 'kill', 'client');
      assert.equal(wrong.status, 3);
      assert.match(wrong.stderr, /lab\/no-manager[\s\S]*manager1, manager2, manager3, manager4/);
      assert.match(lab('manager', 'add', 'lb1').stderr, /lab\/name-taken/);
      assert.match(lab('manager', 'freeze', 'manager9').stderr, /lab\/unknown-member/);
      assert.equal(lab('agents', 'add', 'many').status, 2);
    });

    it('leaves nothing behind, managers that were added too', () => {
      const { status } = lab('down');
      assert.equal(status, 0);
      assert.equal(existsSync(home), false);
      const left = spawnSync('sh', ['-c', `cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' '`], {
        encoding: 'utf8',
      });
      assert.ok(!left.stdout.includes(`${home}/manager`));
    });
  });
}
