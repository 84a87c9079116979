import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { type Api, serveApi } from '../../src/node/api/serve-api.ts';
import { openPage } from '../../src/node/daemon/open-page.ts';
import { PLAN_SPEC } from '../support/a-plan.ts';
import { apiParties } from '../support/api-parties.ts';
import { openBrowser } from '../support/browser.ts';
import { buildPrograms } from '../support/build-programs.ts';
import { smallNodeService } from '../support/small-node-service.ts';

/* The dashboard as a node serves it, in a Chromium with the certificate of a person. */

const root = mkdtempSync(join(tmpdir(), 'holdfast-node-page-'));
const bugs: unknown[] = [];
let parties: Awaited<ReturnType<typeof apiParties>>;
let node: Awaited<ReturnType<typeof smallNodeService>>;
let api: Api;
let browser: Browser;

before(async () => {
  buildPrograms();
  [parties, node, browser] = await Promise.all([apiParties(root), smallNodeService(root), openBrowser()]);
  await node.service.apply({ spec: PLAN_SPEC, file: 'web.yaml' }, 'anna');
  api = await serveApi({
    service: node.service,
    unixSocket: join(root, 'node.sock'),
    tls: { paths: parties.pathsOf('lb1'), host: '127.0.0.1', port: 0 },
    onBug: (error) => bugs.push(error),
    page: openPage(node.service, '0', (error) => bugs.push(error)) ?? assert.fail('it is not built'),
  });
});
after(async () => {
  await browser?.close();
  await api?.close();
  await node?.close();
  rmSync(root, { recursive: true, force: true });
});

async function openAs(name: string) {
  const origin = `https://127.0.0.1:${api.port}`;
  const { certificate: certPath, key: keyPath } = parties.pathsOf(name);
  // That a browser trusts our authority is its user's to set up.
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    clientCertificates: [{ origin, certPath, keyPath }],
  });
  const page = await context.newPage();
  await page.goto(origin);
  await page.locator('.chip.live').waitFor({ timeout: 15_000 });
  return { page, context };
}

describe('the dashboard that a node serves', () => {
  it('lets an operator act, in the name that the certificate proves', async () => {
    const { page, context } = await openAs('anna');
    await page.getByText('operator anna').waitFor();
    await page.getByRole('button', { name: 'Pause healing' }).click();
    await page.locator('dialog[open]').getByRole('button', { name: 'Do it' }).click();
    await page.locator('dialog[open] .outcome.done').waitFor({ timeout: 15_000 });
    assert.equal(node.state.intents.find(({ wish }) => wish.kind === 'pause')?.who, 'anna');
    await context.close();
  });

  it('lets a viewer look, and shows the command instead of doing it', async () => {
    const { page, context } = await openAs('board');
    await page.getByText('read-only').waitFor();
    await page
      .getByRole('button', { name: 'Pause healing' })
      .or(page.getByRole('button', { name: 'Resume healing' }))
      .click();
    await page
      .locator('dialog[open]')
      .getByText(/^holdfast (pause|resume)$/)
      .waitFor();
    assert.equal(await page.locator('dialog[open]').getByRole('button', { name: 'Do it' }).count(), 0);
    await context.close();
  });

  it('made no mistake', () => assert.deepEqual(bugs, []));
});
