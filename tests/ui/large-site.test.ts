import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import type { JournalEvent } from '../../src/node/journal/record.ts';
import { readPageFiles } from '../../src/node/page/page-files.ts';
import { type RunningUi, serveUi } from '../../src/node/page/serve-ui.ts';
import { SiteFeed } from '../../src/node/page/site-feed.ts';
import { openBrowser, WatchedPage } from '../support/browser.ts';
import { buildPrograms } from '../support/build-programs.ts';
import { siteView } from '../support/site-view.ts';
import { standInDoor } from '../support/stand-in-door.ts';

/* 200 servers seen by two nodes whose sessions change all the time, and 50 events a second. */

const SERVERS = 200;
const EVENTS_A_SECOND = 50;
/** What one update may keep the page busy for, on average, so that it stays smooth. */
const MOST_MS = 50;
let browser: Browser;
let ui: RunningUi;

function largeView() {
  const view = siteView();
  const nowMs = Date.now();
  const servers = Array.from({ length: SERVERS }, (_, index) => {
    const sessions = Math.floor(nowMs / 300 + index * 7) % 90;
    const seen = (node: string) =>
      ({
        node,
        state: 'up',
        sessions,
        lastCheck: `L7OK 200 in ${sessions % 9} ms`,
        ageMs: 200,
        sinceMs: 90_000,
      }) as const;
    const server = {
      address: `10.77.1.${index}:8080`,
      state: 'up' as const,
      sessions,
      lastCheck: 'L7OK 200 in 1 ms',
    };
    return [`web${index}`, { ...server, observations: [seen('lb1'), seen('lb2')] }] as const;
  });
  return { ...view, pools: { web: { servers: Object.fromEntries(servers) } } };
}

async function* manyEvents(node: string, signal: AbortSignal): AsyncIterable<JournalEvent> {
  for (let seq = 1; !signal.aborted; seq += 1) {
    const text = `web/web${seq % SERVERS} is ${seq % 2 === 0 ? 'up' : 'down'} (${node})`;
    yield {
      seq,
      at: new Date().toISOString(),
      kind: seq % 2 === 0 ? 'server-up' : 'server-down',
      text,
      fields: {},
    };
    await pause(2_000 / EVENTS_A_SECOND, undefined, { signal }).catch(() => undefined);
  }
}

before(async () => {
  buildPrograms();
  const services = ['lb1', 'lb2'].map((node) => ({
    node,
    service: standInDoor(node, {
      status: () => Promise.resolve(largeView()),
      observation: () => Promise.resolve({ ...standInObservation(node), atMs: Date.now() }),
      balances: () => Promise.resolve([]),
      events: () => Promise.resolve([]),
      followEvents: (_from, signal) => manyEvents(node, signal),
    }),
  }));
  const feed = new SiteFeed({
    doors: () => services.map(({ node, service }) => ({ node, where: 'test', service })),
    onBug: (error) => assert.fail(String(error)),
  });
  const api = { lb1: '/nodes/lb1', lb2: '/nodes/lb2' };
  const about = {
    version: '0',
    lab: undefined,
    siteWords: '',
    specFile: undefined,
    mayLint: false,
    nodes: ['lb1', 'lb2'],
    api,
  };
  ui = await serveUi({
    services,
    page: { feed, files: readPageFiles(), about },
    port: 0,
    onBug: (error) => assert.fail(String(error)),
  });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await ui?.close();
});

it('200 servers as two nodes see them and 50 events a second do not keep the page busy', async (t) => {
  const { page, show } = await open();
  const client = await page.context().newCDPSession(page);
  // Time of this thread alone: what else the machine does is not counted.
  await client.send('Performance.enable', { timeDomain: 'threadTicks' });
  const measure = async () => {
    const { metrics } = await client.send('Performance.getMetrics');
    const of = (name: string) => metrics.find((one) => one.name === name)?.value ?? 0;
    return {
      busyMs: (of('ScriptDuration') + of('LayoutDuration') + of('RecalcStyleDuration')) * 1000,
      atMs: Date.now(),
    };
  };
  for (const view of ['pools', 'timeline', 'now']) {
    await show(view);
    await page.waitForTimeout(500);
    const updates = Number(await page.evaluate('globalThis.updates = 0'));
    assert.equal(updates, 0);
    await page.evaluate(COUNT_UPDATES);
    const begin = await measure();
    await page.waitForTimeout(4_000);
    const end = await measure();
    const changed = Number(await page.evaluate('globalThis.updates'));
    const each = (end.busyMs - begin.busyMs) / Math.max(1, changed);
    t.diagnostic(
      `${view}: ${changed} updates in ${end.atMs - begin.atMs} ms, ${each.toFixed(1)} ms of work each`,
    );
    assert.ok(changed >= 4, `${view}: ${changed} updates`);
    assert.ok(each <= MOST_MS, `${view}: ${each} ms`);
  }
});

async function open() {
  const watched = await WatchedPage.open(browser, ui.address);
  return { page: watched.page, show: (view: string) => watched.show(view) };
}

/** An update is a frame in which something of the view changed. */
const COUNT_UPDATES = `{
  let isDirty = false;
  new MutationObserver(() => { isDirty = true; }).observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true, attributes: true });
  const frame = () => { if (isDirty) globalThis.updates += 1; isDirty = false; requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
  0;
}`;

function standInObservation(node: string) {
  const why = { why: 'not asked in this test' };
  return {
    version: 1 as const,
    site: 'web-edge',
    node,
    daemon: { pid: 1, startedAt: new Date().toISOString(), version: '0' },
    foundation: why,
    servers: why,
    addresses: why,
    release: { revision: 0, digest: '', at: '', who: '', trial: undefined, drift: [] },
    intents: [],
    certificate: undefined,
    sessions: {},
    findings: [],
  };
}
