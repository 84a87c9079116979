import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { LiveLab } from '../support/live-lab.ts';
import { WEB_SPEC } from '../support/web-spec.ts';

/* The reports in a real Chromium, of a lab with real engines. HOLDFAST_PICTURES=1 writes the picture of the docs. */

const IMAGES = fileURLToPath(new URL('../../docs/images/', import.meta.url));
/** A page of paper, in points. */
const PAPER_TALL = 842;
let live: LiveLab;
let browser: Browser;

before(async () => {
  [live, browser] = await Promise.all([LiveLab.up('rep', WEB_SPEC), openBrowser()]);
  await live.quiet();
});
after(async () => {
  await browser?.close();
  await live?.down();
});

const path = (file: string) => join(live.home, file);

/** Opens a file as somebody does who was sent it, dark and light. */
async function look(file: string, picture?: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, colorScheme });
    const page = await context.newPage();
    const told: string[] = [];
    page.on('console', (message) => told.push(message.text()));
    page.on('pageerror', ({ message }) => told.push(message));
    page.on('request', (request) => told.push(request.url()));
    await page.goto(`file://${path(file)}`);
    assert.deepEqual(told, [`file://${path(file)}`]);
    assert.ok((await page.locator('svg').count()) > 0);
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${id} ${nodes.map(({ target }) => String(target)).join(' ')}`),
      [],
    );
    if (colorScheme === 'light' && picture !== undefined && process.env['HOLDFAST_PICTURES'] === '1')
      await page.screenshot({ path: join(IMAGES, `${picture}.png`), fullPage: true });
    await page.emulateMedia({ media: 'print' });
    const tall = await page
      .locator('figure')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height * 0.75));
    // What is smaller than a page, and may not be broken, is never cut.
    for (const one of tall) assert.ok(one < PAPER_TALL - 80, `${one} points`);
    const breaks = await page.evaluate(
      `[...document.querySelectorAll('figure')].map((one) => getComputedStyle(one).breakInside)`,
    );
    assert.deepEqual(
      breaks,
      tall.map(() => 'avoid'),
    );
    const pdf = await page.pdf({ format: 'A4' });
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
    await context.close();
  }
}

describe('reports as pages', () => {
  it('the health report opens from a file, draws the site and asks nobody', async () => {
    const { code, stderr } = await live.holdfast('report', '-o', 'html', '--out', 'health.html');
    assert.equal(code, 0, stderr);
    await look('health.html');
  });

  it('a drill is a page, whether it held or not, and the next one is compared with it', async () => {
    const words = ['drill', 'run', 'haproxy-crash', '--runs', '1', '--report', 'drill.html'];
    const first = await live.holdfast(...words);
    assert.ok(first.code === 0 || first.code === 1, first.stderr);
    assert.match(readFileSync(path('drill.html'), 'utf8'), /No earlier run of this drill is known/);
    await live.quiet();
    const second = await live.holdfast(...words);
    assert.ok(second.code === 0 || second.code === 1, second.stderr);
    const text = readFileSync(path('drill.html'), 'utf8');
    assert.match(text, /<td>this drill<\/td>/);
    assert.match(text, /measured on \d{4}-\d\d-\d\d by make bench/);
    assert.match(text, /<svg class="topology"/);
    assert.match(text, /<svg class="course-picture"/);
    await look('drill.html', 'drill-report');
  });

  it('a drill that is interrupted writes what is known, and says so', async () => {
    await live.quiet();
    const child = live.begin('drill', 'run', 'node-loss', '--runs', '3', '--report', 'broken-off.html');
    await new Promise<void>((resolve) => child.stderr?.once('data', () => resolve()));
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGINT');
    assert.equal(await ended, 3);
    assert.match(readFileSync(path('broken-off.html'), 'utf8'), /Not done to its end: The drill was ended/);
    await look('broken-off.html');
  });

  it('a page that would not find its place keeps the drill from beginning', async () => {
    for (const [file, remedy] of [
      ['nowhere/drill.html', /mkdir -p/],
      ['.', /It is a folder/],
    ] as const) {
      const { code, stderr } = await live.holdfast('drill', 'run', 'haproxy-crash', '--report', file);
      assert.equal(code, 3);
      assert.match(stderr, /cli\/cannot-write/);
      assert.match(stderr, remedy);
      assert.doesNotMatch(stderr, /kills HAProxy/);
    }
  });
});
