import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { endUi, openBrowser, startUi, type UiProcess, WatchedPage } from '../support/browser.ts';
import { LiveLab } from '../support/live-lab.ts';
import { drillFromPage } from '../support/page-drill.ts';
import { WEB_SPEC } from '../support/web-spec.ts';

/* The drills that `make test` does not start from the page, in a real Chromium and a lab with real engines. */

describe('drills from the page', { timeout: 600_000 }, () => {
  let live: LiveLab;
  let ui: UiProcess;
  let browser: Browser;
  let operator: WatchedPage;

  before(async () => {
    [live, browser] = await Promise.all([LiveLab.up('pd', WEB_SPEC), openBrowser()]);
    ui = await startUi(live.begin('ui', '-f', 'web.yaml', '--operator', '--port', '0'));
    operator = await WatchedPage.open(browser, ui.address);
  });
  after(async () => {
    await browser?.close();
    if (ui !== undefined) await endUi(ui);
    await live?.down();
  });

  for (const fault of ['haproxy-crash', 'server-crash', 'keepalived-crash', 'switchover']) {
    it(`runs ${fault}, and shows what clients noticed and the verdict`, async () => {
      await live.quiet();
      await drillFromPage(operator, fault);
    });
  }

  it('made no mistake', () => assert.deepEqual([operator.errors, operator.elsewhere], [[], []]));
});
