import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { endUi, openBrowser, startUi, type UiProcess, WatchedPage } from '../support/browser.ts';
import { keepPicture } from '../support/keep-picture.ts';
import { LiveLab } from '../support/live-lab.ts';
import { drillFromPage } from '../support/page-drill.ts';
import { waitUntil } from '../support/wait-until.ts';
import { WEB_SPEC, withWeight } from '../support/web-spec.ts';

/* The dashboard in a real Chromium, of a lab with real engines. HOLDFAST_PICTURES=1 writes the pictures of the docs. */

const VIEWS = [
  'now',
  'topology',
  'vips',
  'nodes',
  'pools',
  'sessions',
  'timeline',
  'changes',
  'drills',
  'lint',
];
let live: LiveLab;
let ui: UiProcess;
let browser: Browser;
let operator: WatchedPage;

const port = () => Number(new URL(ui.address).port);
const look = () => `http://127.0.0.1:${port()}/`;
const begin = async (at: number) =>
  await startUi(live.begin('ui', '-f', 'web.yaml', '--operator', '--port', String(at)));

before(async () => {
  [live, browser] = await Promise.all([LiveLab.up('ui', WEB_SPEC), openBrowser()]);
  ui = await begin(0);
  operator = await WatchedPage.open(browser, ui.address);
});
after(async () => {
  await browser?.close();
  if (ui !== undefined) await endUi(ui);
  await live?.down();
});

describe('the dashboard', () => {
  it('says that the site serves, who holds the VIP by every node, and that clients are answered', async () => {
    const { page } = operator;
    await page.locator('.verdict.good').waitFor({ timeout: 20_000 });
    await page.getByText('lb2 says lb1').waitFor();
    await page.locator('.word.good', { hasText: 'answers' }).first().waitFor();
    await keepPicture(operator, 'now');
  });

  it('has no fault of accessibility in any view, dark and light', async () => {
    for (const colorScheme of ['dark', 'light'] as const) {
      const watched = await WatchedPage.open(browser, look(), { colorScheme });
      for (const view of VIEWS) {
        await watched.show(view);
        // What is not about colours is the same in both.
        const faults = await watched.accessibilityFaults(
          colorScheme === 'dark' ? undefined : ['color-contrast'],
        );
        assert.deepEqual(faults, [], `${view}, ${colorScheme}`);
      }
      assert.deepEqual(watched.errors, []);
      await watched.context.close();
    }
  });

  it('fits on a screen of 360 pixels', async () => {
    const watched = await WatchedPage.open(browser, look(), { width: 360, height: 740 });
    for (const view of VIEWS) {
      await watched.show(view);
      const wide = Number(await watched.page.evaluate('document.documentElement.scrollWidth'));
      assert.ok(wide <= 360, `${view} is ${wide} pixels wide`);
    }
    await watched.context.close();
  });

  it('lets nobody act who did not open the operator’s address, and shows the command instead', async () => {
    const watched = await WatchedPage.open(browser, look());
    await watched.show('vips');
    await watched.page.getByRole('button', { name: 'Move here' }).click();
    const dialog = watched.page.locator('dialog[open]');
    await dialog.getByText(`holdfast switchover edge --to lb2 --yes --lab-name ${live.name}`).waitFor();
    assert.equal(await dialog.getByRole('button', { name: 'Do it' }).count(), 0);
    await watched.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await watched.context.close();
  });

  it('tells whose adverts each Keepalived hears, and how old the last one was', async () => {
    await operator.show('vips');
    const { page } = operator;
    await page.getByRole('row', { name: /^lb1 .*40 base \+ 100 fit \+ 50 holder = 190.* sends / }).waitFor();
    await page
      .getByRole('row', { name: /^lb2 .*hears lb1 10\.77\.0\.11, priority 190.*last one was \d+ ms old/ })
      .waitFor();
    await keepPicture(operator, 'vips');
  });

  it('moves a VIP, and every page sees it', async (t) => {
    const watched = await WatchedPage.open(browser, look());
    await operator.show('vips');
    await watched.show('topology');
    const seen = await watched.whenSeen(
      `[...document.querySelectorAll('.box.node.live')].some((box) => box.textContent.startsWith('lb2'))`,
    );
    const says = await operator.act('Move here');
    assert.match(says, /lb2/);
    await watched.page.locator('.box.node.live', { hasText: 'lb2' }).waitFor({ timeout: 5_000 });
    const held = live.watch.ledger
      .holds()
      .findLast(({ node, address }) => node === 'lb2' && address === '10.77.0.100');
    const lateMs = (await seen()) - (held?.fromUs ?? 0) / 1000;
    t.diagnostic(`on the screen ${lateMs.toFixed(0)} ms after the kernel had it`);
    assert.ok(lateMs < 3_000, `${lateMs} ms`);
    await keepPicture(watched, 'topology');
    await operator.page.getByRole('row', { name: /^lb2 yes MASTER/ }).waitFor({ timeout: 5_000 });
    await operator.show('now');
    await operator.page
      .getByText('edge moved from lb1 to lb2')
      .or(operator.page.getByText(/lb2 .*edge/))
      .first()
      .waitFor();
    await operator.show('vips');
    await operator.act('Move here');
    await operator.page.getByRole('row', { name: /^lb1 yes MASTER/ }).waitFor({ timeout: 10_000 });
    await watched.context.close();
  });

  it('shows what a node tells at once', async (t) => {
    await operator.show('timeline');
    const last = await live.lastEvent('lb1');
    const { page } = operator;
    const seen = await operator.whenSeen(
      `document.querySelector('.timeline').textContent.includes('a kernel update')`,
    );
    await live.holdfast('server', 'drain', 'web/web3', '--reason', 'a kernel update', '--for', '1h');
    const told = await waitUntil('the event', 5_000, async () =>
      (await live.eventsSince('lb1', last)).find(({ kind }) => kind.startsWith('intent')),
    );
    await page.getByText(told.text).first().waitFor({ timeout: 2_000 });
    // Both by the clock of the same machine.
    const lateMs = (await seen()) - Date.parse(told.at);
    t.diagnostic(`on the screen ${lateMs} ms after the node told it`);
    assert.ok(lateMs < 2_000, `${lateMs} ms`);
    await operator.show('pools');
    await page.getByText(/drain by .*a kernel update, until/).waitFor({ timeout: 3_000 });
    await page.locator('td .word', { hasText: 'drain' }).first().waitFor({ timeout: 5_000 });
    await keepPicture(operator, 'pools');
    const says = await operator.act('Ready');
    assert.doesNotMatch(says, /FAILED/);
    await page.getByText(/drain by .*a kernel update/).waitFor({ state: 'detached', timeout: 5_000 });
  });

  it('drains a server with a reason and an end', async () => {
    await operator.show('pools');
    const says = await operator.act('Drain', async (dialog) => {
      await dialog.getByLabel('Why').fill('disk');
      await dialog.getByLabel('For how long').selectOption({ label: '1 hour' });
      await dialog
        .getByText(`holdfast server drain web/web1 --reason 'disk' --for 1h --lab-name ${live.name}`)
        .waitFor();
    });
    assert.match(says, /lb1: /);
    const [intent] = (await live.door('lb2').status()).intents;
    assert.equal(intent?.why, 'disk');
    assert.ok(intent.until !== null);
    await operator.act('Ready');
  });

  it('plans a spec, applies it with a countdown, and takes it back', async () => {
    const { page } = operator;
    live.write('web.yaml', withWeight(7));
    await operator.show('changes');
    await page.getByRole('button', { name: 'Read the file again' }).click();
    await operator.until(`document.querySelector('textarea').value.includes('weight: 7')`);
    await page.getByRole('button', { name: 'Show the plan' }).click();
    await page.locator('.diff .added', { hasText: 'weight 7' }).first().waitFor({ timeout: 20_000 });
    await keepPicture(operator, 'changes');
    assert.doesNotMatch(await operator.act('Apply, confirm within 60 s'), /FAILED/);
    await page.locator('.countdown').waitFor({ timeout: 30_000 });
    await operator.act('Take it back now');
    await page.locator('.word', { hasText: 'undone' }).first().waitFor({ timeout: 30_000 });
    assert.equal((await live.door('lb1').history()).revisions.length, 1);
  });

  it('keeps an apply, and rolls it back', async () => {
    const { page } = operator;
    await page.getByRole('button', { name: 'Show the plan' }).click();
    assert.doesNotMatch(await operator.act('Apply and keep'), /FAILED/);
    await page.locator('.word', { hasText: 'kept' }).first().waitFor({ timeout: 30_000 });
    assert.doesNotMatch(await operator.act('Roll back to it'), /FAILED/);
    await page.locator('.countdown').waitFor({ timeout: 30_000 });
    await operator.act('Keep it');
    await waitUntil(
      'a third revision',
      10_000,
      async () => (await live.door('lb1').history()).revisions.length === 3,
    );
  });

  it('says within two seconds that a daemon was killed, and recovers', async () => {
    await operator.show('now');
    const { page } = operator;
    const banner = page.locator('.banner.bad', { hasText: 'The daemon of lb2 does not answer' });
    const killed = Date.now();
    await live.holdDaemon('lb2');
    await banner.waitFor({ timeout: 2_000 });
    assert.ok(Date.now() - killed < 2_500);
    await page.locator('.verdict.good').waitFor({ state: 'detached', timeout: 10_000 });
    live.returnDaemon('lb2');
    await banner.waitFor({ state: 'detached', timeout: 15_000 });
    await page.locator('.verdict.good').waitFor({ timeout: 20_000 });
  });

  it('greys everything when its own server is gone, and recovers by itself', async () => {
    const watched = await WatchedPage.open(browser, look());
    const at = port();
    await endUi(ui);
    try {
      await watched.page.getByText('CONNECTION LOST').waitFor({ timeout: 2_000 });
      assert.equal(await watched.page.locator('.word.good').count(), 0, 'something is green');
      await keepPicture(watched, 'connection-lost');
    } finally {
      ui = await begin(at);
    }
    await watched.page.getByText('CONNECTION LOST').waitFor({ state: 'detached', timeout: 10_000 });
    await watched.page.locator('.verdict.good').waitFor({ timeout: 10_000 });
    await watched.context.close();
    await operator.context.close();
    operator = await WatchedPage.open(browser, ui.address);
  });

  it('screams when two nodes hold a VIP', async () => {
    const { page } = operator;
    await page.locator('.verdict.good').waitFor({ timeout: 20_000 });
    await live.isolate(['lb1', 'lb2'], 'on');
    try {
      await page
        .locator('.banner.scream', { hasText: /TWO HOLDERS: lb1 and lb2 have edge/ })
        .waitFor({ timeout: 10_000 });
      await page.locator('.verdict.bad').waitFor();
      await operator.show('topology');
      await page.locator('.box.vip.broken').waitFor();
      await keepPicture(operator, 'two-holders');
    } finally {
      await live.isolate(['lb1', 'lb2'], 'off');
    }
    await operator.show('now');
    await page.locator('.verdict.good').waitFor({ timeout: 30_000 });
  });

  it('runs the drill partition, and screams while two nodes hold the VIP', async () => {
    await live.quiet();
    const { page } = operator;
    const screamed = await operator.whenSeen(`document.querySelector('.banner.scream') !== null`);
    const told = await operator.whenSeen(
      `document.querySelector('.course.live .word.bad')?.textContent.includes('TWO HOLDERS')`,
    );
    await drillFromPage(operator, 'partition');
    await Promise.all([screamed(), told()]);
    const figures = page.locator('.card', { hasText: 'Drill partition' }).locator('.figures');
    await figures
      .locator('div', { hasText: 'two holders' })
      .getByText(/^[1-9][\d.]* ms$/)
      .waitFor();
  });

  it('runs the drill node-loss, and shows what clients noticed, who took the VIP and the verdict', async () => {
    await live.quiet();
    const { page } = operator;
    await drillFromPage(operator, 'node-loss', async () => {
      const moved = page.getByText(/edge (moved|is on)|VIP edge/);
      await moved.first().waitFor({ timeout: 20_000 });
      await keepPicture(operator, 'drill-live');
    });
    await keepPicture(operator, 'drill');
  });

  it('has seen the VIP move in the drill, on the timeline', async () => {
    const { page } = operator;
    await operator.show('timeline?group=VIPs');
    await page.getByText('edge moved from lb1 to lb2').first().waitFor();
    await operator.show('timeline');
    await keepPicture(operator, 'timeline');
    await operator.show('drills');
    await page.getByRole('row', { name: /^node-loss/ }).waitFor();
    await page.getByRole('row', { name: /^partition/ }).waitFor();
  });

  it('lints what the spec says, with line, reason and remedy', async () => {
    await operator.show('lint');
    const { page } = operator;
    await page.getByLabel('the spec').fill(WEB_SPEC.replace('expect: 200, ', 'expect: 999, '));
    await page.getByRole('button', { name: 'Lint it' }).click();
    await page
      .getByText(/web\.yaml:\d+:\d+/)
      .first()
      .waitFor({ timeout: 10_000 });
    await page.locator('.word', { hasText: 'error' }).first().waitFor();
  });

  it('asked nobody elsewhere, and made no mistake', () => {
    assert.deepEqual(operator.elsewhere, []);
    assert.deepEqual(operator.errors, []);
  });
});
