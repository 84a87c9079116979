import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { bringUp, containerOf, holderOf, takeDown, untilWell } from '../../bench/pods/designs.ts';
import { EVENTS } from '../../bench/pods/events.ts';
import { CHECKOUT, Ground, HOSTS, type Host } from '../../bench/pods/ground.ts';
import { type EventSeen, measureEvent } from '../../bench/pods/measure-event.ts';
import { hasBothScreens, INSTALLED_SCREENS } from '../support/installed-screens.ts';

/** Of about 1,000 requests: a machine that stalls for a moment loses some that nobody cut. */
const STALLED = 10;

describe('a pair in Docker, on two hosts', { timeout: 480_000 }, () => {
  let ground: Ground;
  before(async () => {
    ground = await Ground.open();
    await Promise.all(HOSTS.map((host) => ground.startDocker(host)));
    await Promise.all(HOSTS.map((host) => ground.buildImage(host)));
  });
  after(() => ground?.close());

  const pod = (host: Host, ...words: readonly string[]) =>
    ground.run(host, [process.execPath, `${CHECKOUT}src/cli/main.ts`, 'pod', ...words, '--engine', 'docker']);

  const happens = async (name: string, design: 'one' | 'members'): Promise<EventSeen> => {
    const event = EVENTS.find((one) => one.name.startsWith(name));
    const host = await holderOf(ground);
    assert.ok(event !== undefined && host !== undefined);
    const seen = await measureEvent(ground, () => event.happen(ground, host, design), event.lookOnMs);
    await untilWell(ground);
    return seen;
  };

  it('loses nothing when the container of the default style is restarted, and heals when it is killed', async () => {
    await bringUp(ground, 'one');
    const words = ['/usr/bin/docker', 'exec', containerOf('h1', 'lb-node'), 'sh', '-c', INSTALLED_SCREENS];
    const told = await ground.must('h1', words);
    assert.ok(hasBothScreens(told), told);
    const restarted = await happens('engine container restarted', 'one');
    assert.ok(restarted.lost <= STALLED && !restarted.isDark, JSON.stringify(restarted));
    const killed = await happens('engine killed', 'one');
    assert.ok(killed.lost <= STALLED && !killed.isDark, JSON.stringify(killed));
    const gone = await happens('pause killed', 'one');
    assert.ok(gone.lost < gone.requests / 2 && !gone.isDark, JSON.stringify(gone));
    await takeDown(ground);
  });

  it('brings members home by itself when the holder of their network is restarted', async () => {
    await bringUp(ground, 'members');
    const seen = await happens('pause restarted', 'members');
    assert.ok(seen.lost <= 3 * STALLED && !seen.isDark, JSON.stringify(seen));
    for (const host of HOSTS) assert.equal((await pod(host, 'status')).code, 0);
    await takeDown(ground);
  });

  it('finds orphans of other people’s files, and brings them home', async () => {
    await bringUp(ground, 'fixed');
    assert.equal((await pod('h1', 'status')).code, 0);
    await ground.must('h1', ['/usr/bin/docker', 'restart', '-t', '3', containerOf('h1', 'lb-node')]);
    const found = await pod('h1', 'status');
    assert.equal(found.code, 1, found.stderr);
    assert.match(
      found.stdout,
      /pods\/orphan: lb1_keepalived_1 lives in net:\[\d+\]; the network of lb1_lb-node_1 is/,
    );
    assert.match(found.stdout, /pods\/orphan: lb1_nginx_1 /);
    const dry = await pod('h1', 'repair', '--dry-run');
    const [first, second] = dry.stderr.split('\n');
    assert.match(first ?? '', /^restart lb1_nginx_1: /);
    assert.match(second ?? '', /^restart lb1_keepalived_1: /);
    const repaired = await pod('h1', 'repair');
    assert.equal(repaired.code, 0, repaired.stderr);
    assert.match(repaired.stderr, /All is well again\./);
    assert.equal((await pod('h1', 'status')).code, 0);
    const unknown = await pod('h1', 'status', '--project', 'nobody');
    assert.equal(unknown.code, 3);
    assert.match(unknown.stderr, /pods\/unknown-project[\s\S]*lb1/);
    await takeDown(ground);
  });

  it('says so when there is no daemon', async () => {
    const { code, stderr } = await ground.run('servers', [
      process.execPath,
      `${CHECKOUT}src/cli/main.ts`,
      ...['pod', 'status', '--engine', 'docker'],
    ]);
    assert.equal(code, 3);
    assert.match(stderr, /pods\/no-engine/);
  });
});
