import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { waitUntil } from './wait-until.ts';

/** The distribution's Chromium; `make setup-test` installs it. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export async function openBrowser(): Promise<Browser> {
  const executablePath = PLACES.find((place) => existsSync(place));
  assert.ok(executablePath, 'Chromium is missing: make setup-test');
  // Root has no other way; what is opened is our own.
  return await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/** A page whose errors, and requests to anywhere else, are kept. */
export class WatchedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly errors: string[] = [];
  readonly elsewhere: string[] = [];
  #looks = 0;

  private constructor(page: Page, context: BrowserContext) {
    this.page = page;
    this.context = context;
    page.on('pageerror', ({ message }) => this.errors.push(message));
    page.on('console', (message) => {
      // A connection that is lost on purpose is told by the browser itself.
      if (message.type() === 'error' && !/net::ERR_|Failed to load resource/.test(message.text()))
        this.errors.push(message.text());
    });
    page.on('request', (request) => {
      const { hostname, protocol } = new URL(request.url());
      if (hostname !== '127.0.0.1' && protocol !== 'blob:') this.elsewhere.push(request.url());
    });
  }

  static async open(
    browser: Browser,
    address: string,
    { width = 1280, height = 800, colorScheme = 'dark' as 'dark' | 'light' } = {},
  ): Promise<WatchedPage> {
    // What moves all the time is drawn by this machine's processors here, which the rest of a test needs.
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme,
      reducedMotion: 'reduce',
    });
    const watched = new WatchedPage(await context.newPage(), context);
    await watched.page.goto(address);
    await watched.page.locator('.chip.live').waitFor({ timeout: 15_000 });
    return watched;
  }

  async show(view: string): Promise<void> {
    await this.page.evaluate(`location.hash = '#/${view}'`);
    await this.page
      .locator(`nav a[aria-current]`, { hasText: new RegExp(`^${view.split('?')[0]}$`, 'i') })
      .waitFor();
  }

  /** From now on: when an expression was true first after something on the page had changed, by the browser's clock. */
  async whenSeen(expression: string): Promise<() => Promise<number>> {
    const name = `globalThis.seenAt${(this.#looks += 1)}`;
    await this.page.evaluate(`{
      const look = () => { if (${name} === undefined && (${expression})) ${name} = Date.now(); };
      new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
      0;
    }`);
    return async () => {
      await this.until(`${name} !== undefined`);
      return Number(await this.page.evaluate(name));
    };
  }

  /** Until an expression is true in the page. Playwright's own way would be code from a string, which the page forbids. */
  async until(expression: string, withinMs = 30_000): Promise<void> {
    await waitUntil(
      expression,
      withinMs,
      async () => (await this.page.evaluate(`!!(${expression})`)) === true,
    );
  }

  /** Each fault of accessibility with where it is. @param rules default: all */
  async accessibilityFaults(rules?: readonly string[]): Promise<readonly string[]> {
    const axe = new AxeBuilder({ page: this.page });
    const { violations } = await (rules === undefined ? axe : axe.withRules([...rules])).analyze();
    return violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .map(({ target }) => String(target))
          .slice(0, 3)
          .join(', ')}`,
    );
  }

  /** Presses a button that acts, and `Do it`; answers the outcome. */
  async act(
    label: string,
    fill: (dialog: ReturnType<Page['locator']>) => Promise<void> = async () => {},
  ): Promise<string> {
    await this.page.getByRole('button', { name: label, exact: true }).first().click();
    const dialog = this.page.locator('dialog[open]');
    await fill(dialog);
    await dialog.getByRole('button', { name: 'Do it' }).click();
    const outcome = dialog.locator('.outcome.done, .outcome.failed');
    await outcome.waitFor({ timeout: 60_000 });
    const text = `${(await outcome.getAttribute('class'))?.includes('failed') === true ? 'FAILED ' : ''}${await outcome.innerText()}`;
    await dialog.getByRole('button', { name: 'Close' }).click();
    return text;
  }
}

export interface UiProcess {
  readonly child: ChildProcess;
  readonly address: string;
}

/** `holdfast ui …` as a process of its own; answers when it has printed its address. */
export async function startUi(child: ChildProcess): Promise<UiProcess> {
  const { stdout } = child;
  assert.ok(stdout);
  const address = await new Promise<string>((resolve, reject) => {
    createInterface(stdout).once('line', resolve);
    child.once('close', (code) => reject(new Error(`holdfast ui ended with ${code}`)));
  });
  return { child, address };
}

export async function endUi({ child }: UiProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGTERM');
  await ended;
}
