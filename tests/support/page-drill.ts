import assert from 'node:assert/strict';
import type { WatchedPage } from './browser.ts';

/** Runs a drill from the page, and watches it there as somebody would: live figures, who holds, chart and verdict. */
export async function drillFromPage(
  operator: WatchedPage,
  fault: string,
  whileOn: () => Promise<void> = async () => {},
): Promise<void> {
  const { page } = operator;
  await operator.show('drills');
  await page.locator('ul.ready .word.bad').first().waitFor({ state: 'detached', timeout: 30_000 });
  const row = page.locator('.faults li', { hasText: `${fault}:` });
  await row.getByRole('button', { name: 'Run' }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.getByText(`holdfast drill run ${fault} --runs 1`).waitFor();
  await dialog.getByRole('button', { name: 'Do it' }).click();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.locator('.banner', { hasText: `The drill ${fault} is on` }).waitFor({ timeout: 10_000 });
  const card = page.locator('.card', { hasText: `Drill ${fault}` });
  await card.locator('.course.live canvas').waitFor({ timeout: 20_000 });
  await operator.until(`Number(document.querySelector('.course.live dd')?.textContent) > 50`);
  await whileOn();
  await card.locator('.course:not(.live) canvas').waitFor({ timeout: 90_000 });
  await card.locator('.answer .word', { hasText: /^(pass|fail)$/ }).waitFor();
  assert.deepEqual(await operator.accessibilityFaults(), []);
}
