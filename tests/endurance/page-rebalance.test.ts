import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { endUi, openBrowser, startUi, type UiProcess, WatchedPage } from '../support/browser.ts';
import { buildPrograms } from '../support/build-programs.ts';
import { keepPicture } from '../support/keep-picture.ts';
import { waitUntil } from '../support/wait-until.ts';

/* 300 agents are spread over a manager that has joined, from the page, in a lab with real engines and daemons. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const AGENTS = 300;
const SOON_MS = 120_000;

describe('a rebalance from the page', { timeout: 600_000 }, () => {
  const dir = mkdtempSync('/tmp/holdfast-test-');
  const name = `pr${process.pid}`;
  const where = ['-f', join(dir, 'wazuh.yaml'), '--lab-name', name];
  const holdfast = join(ROOT, 'bin/holdfast');
  const lab = (...words: string[]) =>
    spawnSync(holdfast, ['lab', ...words, ...where], { encoding: 'utf8', cwd: dir, timeout: 180_000 });
  let ui: UiProcess;
  let browser: Browser;
  let operator: WatchedPage;

  before(async () => {
    buildPrograms();
    const spec = readFileSync(join(ROOT, 'examples/wazuh.yaml'), 'utf8').replace(
      /^wazuh:/m,
      'wazuh:\n  events: { rebalance: { mode: suggest, settle: 1s, cooldown: 1s } }',
    );
    assert.match(spec, new RegExp(`agents: ${AGENTS}`));
    writeFileSync(join(dir, 'wazuh.yaml'), spec);
    const { status, stderr } = lab('up');
    assert.equal(status, 0, stderr);
    browser = await openBrowser();
    ui = await startUi(
      spawn(holdfast, ['ui', '--operator', '--port', '0', ...where], {
        cwd: dir,
        stdio: ['ignore', 'pipe', 'inherit'],
      }),
    );
    operator = await WatchedPage.open(browser, ui.address);
  });
  after(async () => {
    await browser?.close();
    if (ui !== undefined) await endUi(ui);
    lab('down');
    rmSync(dir, { recursive: true, force: true });
  });

  it('shows that three managers share the agents evenly, and that there is nothing to do', async () => {
    await operator.show('sessions');
    const card = operator.page.locator('.card', { hasText: 'Sessions of pool wazuh-events' });
    await card.locator('.word', { hasText: /^balanced$/ }).waitFor({ timeout: SOON_MS });
    assert.equal(await card.locator('.bars .band').count(), 3);
    assert.equal(await card.getByRole('button', { name: 'Spread them now' }).isDisabled(), true);
  });

  it('shows a manager that joins, and what moving its share would come to', async () => {
    const { status, stderr } = lab('manager', 'add');
    assert.equal(status, 0, stderr);
    const { page } = operator;
    await page
      .getByRole('region', { name: 'managers' })
      .getByRole('row', { name: /^manager4 .*joined the cluster/ })
      .waitFor({ timeout: SOON_MS });
    const plan = page.getByRole('region', { name: 'the plan for wazuh-events' });
    await plan.getByRole('row', { name: /^manager4 0 75 0 75$/ }).waitFor({ timeout: SOON_MS });
    await plan.getByRole('row', { name: /^manager1 100 75 25 75$/ }).waitFor();
    await keepPicture(operator, 'sessions');
  });

  it('moves them when the operator says so, shows how it goes on, and what came of it', async (t) => {
    const { page } = operator;
    const card = page.locator('.card', { hasText: 'Sessions of pool wazuh-events' });
    const began = Date.now();
    const seen = await operator.whenSeen(`document.querySelector('main progress') !== null`);
    const says = await operator.act('Spread them now', async (dialog) => {
      await dialog.getByText(`holdfast balance wazuh-events --yes --lab-name ${name}`).waitFor();
      await dialog.getByText(/75 sessions move .* manager4 0 → 75/).waitFor();
    });
    assert.match(says, /It has begun/);
    t.diagnostic(`progress on the screen ${(await seen()) - began} ms after the first click`);
    await operator.until(`document.querySelector('main progress')?.value > 20`);
    await keepPicture(operator, 'sessions-moving');
    await card.locator('.answer .word', { hasText: /^balanced$/ }).waitFor({ timeout: SOON_MS });
    const history = page.getByRole('region', { name: 'runs of wazuh-events' });
    await history.getByRole('row', { name: /balanced .*\d+ of \d+/ }).waitFor({ timeout: SOON_MS });
    // An agent that is just moving has two sessions for a moment, or none.
    const sessions = await waitUntil('every agent has one session', SOON_MS, async () => {
      const counts = await card.locator('.bars .count').allInnerTexts();
      const now = counts.map((text) => Number.parseInt(text, 10));
      return now.reduce((sum, count) => sum + count, 0) === AGENTS && now;
    });
    assert.equal(sessions.length, 4);
    for (const count of sessions) assert.ok(Math.abs(count - AGENTS / 4) <= 9, sessions.join('; '));
    assert.deepEqual(await operator.accessibilityFaults(), []);
    assert.deepEqual([operator.errors, operator.elsewhere], [[], []]);
  });
});
