import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { findPids } from '../support/find-pids.ts';
import { LiveLab } from '../support/live-lab.ts';
import { TmuxScreen } from '../support/tmux-screen.ts';
import { waitUntil } from '../support/wait-until.ts';
import { WEB_SPEC } from '../support/web-spec.ts';

/* `holdfast top` in a real terminal, on a real lab. */

const HOLDFAST = fileURLToPath(new URL('../../bin/holdfast', import.meta.url));

let live: LiveLab;
let screen: TmuxScreen;

const start = async (on: TmuxScreen, words = '') => {
  await on.type(`clear; ${HOLDFAST} top --lab-name ${live.name} ${words}; echo "left with $?"`);
  await on.press('Enter');
  await on.see(/SERVING .*live/, 30_000);
};

before(async () => {
  live = await LiveLab.up('top', WEB_SPEC);
  screen = await TmuxScreen.open();
});
after(async () => {
  screen?.close();
  await live?.down();
});

describe('top in a terminal of 80 × 24', () => {
  before(() => start(screen));

  it('shows the views by their numbers', async () => {
    await screen.see(/\[1 Now\][\s\S]*edge held by lb1[\s\S]*redundancy full/);
    for (const [key, words] of [
      ['2', /\[2 VIPs\][\s\S]*lb1 +YES +MASTER/],
      ['3', /\[3 Nodes\][\s\S]*haproxy running pid \d+/],
      ['5', /\[5 Sessions\][\s\S]*web1/],
      ['6', /\[6 Changes\][\s\S]*1 in force/],
      ['7', /\[7 Timeline\][\s\S]*daemon-started/],
      ['4', /\[4 Pools\][\s\S]*3 of 3 up[\s\S]*> web1/],
    ] as const) {
      await screen.press(key);
      await screen.see(words);
    }
    const lines = (await screen.text()).trimEnd().split('\n');
    assert.equal(lines.length, 24);
    assert.match(lines[23] ?? '', /\? help {2}q quit/);
  });

  it('shows only what a filter holds', async () => {
    await screen.press('4', '/');
    await screen.type('web3');
    await screen.press('Enter');
    assert.doesNotMatch(await screen.see(/only "web3"[\s\S]*/), /web1/);
    await screen.press('Escape');
    await screen.see(/web1[\s\S]*web3/);
  });

  it('drains a server with a reason and an end, and brings it back', async () => {
    await screen.press('4', 'g', 'j', 'd');
    await screen.see(/Drain web\/web2/);
    await screen.type('kernel update');
    await screen.press('Enter');
    await screen.type('2h');
    await screen.press('Enter');
    const command = `holdfast server drain web/web2 --reason 'kernel update' --for 2h`;
    assert.ok((await screen.see(/Do it\?/)).includes(command));
    assert.deepEqual((await live.door('lb1').status()).intents, []);
    await screen.press('y');
    await screen.see(/Done +lb1: in force/);
    const [intent] = (await live.door('lb2').status()).intents;
    assert.equal(intent?.why, 'kernel update');
    assert.ok(Date.parse(intent?.until ?? '') > Date.now() + 7_000_000);
    await screen.press('x');
    await screen.see(/> web2 +DRAIN .*DRAIN/);
    await screen.press('d');
    await screen.see(/Bring back web\/web2[\s\S]*Do it\?/);
    await screen.press('y');
    await screen.see(/Done/);
    await screen.press('x');
    await screen.see(/> web2 +up \d+ open +up/);
  });

  it('shows a VIP that moves', async () => {
    await screen.press('1');
    await screen.see(/edge held by lb1/);
    await live.door('lb1').switchover({ vip: 'edge', to: 'lb2' }, 'test');
    await screen.see(/edge held by lb2[\s\S]*edge moved from lb1 to lb2/);
    await live.door('lb1').switchover({ vip: 'edge', to: 'lb1' }, 'test');
    await screen.see(/edge held by lb1/);
  });

  it('says who does not answer, is green no more when nobody does, and recovers by itself', async () => {
    await live.holdDaemon('lb2');
    await screen.see(/The daemon of lb2 does not answer/);
    await live.holdDaemon('lb1');
    // The age of what was heard last says how soon it was told.
    const text = await screen.see(/NOT SEEN NOW[\s\S]*NO DAEMON ANSWERS for [\d.]+ s/);
    assert.match(text, /LOST/);
    assert.doesNotMatch((await screen.text(true)).split('\n').slice(5).join('\n'), /\u001b\[(1;)?32m/);
    live.returnDaemon('lb1');
    live.returnDaemon('lb2');
    await screen.see(/SERVING .*live/, 40_000);
    await waitUntil(
      'nothing is said of silence any more',
      40_000,
      async () => !/does not answer/.test(await screen.text()),
    );
  });

  it('fits after each change of the terminal’s size', async () => {
    for (const [width, height] of [
      [44, 12],
      [160, 40],
      [80, 24],
    ] as const) {
      await screen.resize(width, height);
      await waitUntil(`a frame of ${width} × ${height}`, 10_000, async () => {
        const lines = (await screen.text()).replace(/\n$/, '').split('\n');
        return (
          lines.length === height &&
          /UTC *$/.test(lines[0] ?? '') &&
          (lines[0] ?? '').trimEnd().length === width - 1 &&
          /quit|\d+–\d+ of|q …/.test(lines.at(-1) ?? '')
        );
      });
    }
  });

  it('leaves the terminal as it was when somebody leaves by q', async () => {
    assert.equal(await screen.modes(), '1 0');
    await screen.press('q');
    await screen.see(/left with 0/);
    assert.equal(await screen.modes(), '0 1');
  });
});

describe('the terminal afterwards', () => {
  it('is as it was after Ctrl-C, SIGTERM and a crash, whatever kind it says it is', async () => {
    const found = async () => {
      await screen.type('clear; stty -a | md5sum');
      await screen.press('Enter');
      return /^[0-9a-f]{32}/m.exec(await screen.see(/^[0-9a-f]{32} /m))?.[0];
    };
    const former = await found();
    const ends: readonly (readonly [
      term: string,
      more: string,
      end: () => Promise<unknown>,
      left: RegExp,
    ])[] = [
      ['xterm', '', () => screen.press('C-c'), /left with 130/],
      ['screen', '', () => endTop(), /left with 143/],
      ['linux', plantedCrash(), () => Promise.resolve(), /planted[\s\S]*left with 4/],
    ];
    for (const [term, more, end, left] of ends) {
      await screen.type(`export TERM=${term} ${more}`);
      await screen.press('Enter');
      await start(screen);
      await end();
      await screen.see(left, 30_000);
      assert.equal(await screen.modes(), '0 1', term);
      assert.equal(await found(), former, term);
    }
    await screen.type('unset NODE_OPTIONS');
    await screen.press('Enter');
  });
});

describe('top --once', () => {
  it('prints one plain frame without a terminal, and nothing steers one', async () => {
    const { code, stdout, stderr } = await live.holdfast('top', '--once');
    assert.equal(code, 0, stderr);
    assert.match(stdout, /SERVING[\s\S]*web answers 200[\s\S]*edge held by lb1/);
    assert.doesNotMatch(stdout, /\u001b/);
    assert.ok(stdout.split('\n').every((line) => line.length <= 80));
  });

  it('prints the view that is named, and what a filter leaves of it', async () => {
    const { stdout } = await live.holdfast('top', '--once', '--view', 'pools', '--filter', 'web3');
    assert.match(stdout, /web3/);
    assert.doesNotMatch(stdout, /web1/);
  });

  it('is what one is told of where nothing can be drawn', async () => {
    const { code, stderr } = await live.holdfast('top');
    assert.equal(code, 2);
    assert.match(stderr, /holdfast top --once/);
  });
});

async function endTop(): Promise<void> {
  const pids = findPids((words) => words.includes('top') && words.includes(live.name));
  assert.equal(pids.length, 1);
  for (const pid of pids) process.kill(pid, 'SIGTERM');
}

/** A mistake of ours some seconds after the start. */
function plantedCrash(): string {
  return `NODE_OPTIONS='--import "data:text/javascript,setTimeout(() => { throw new Error(%60planted%60) }, 9000)"'`;
}
