import { chromium } from 'playwright-core';
const [address, ...views] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const theme = process.env.THEME ?? 'dark';
const page = await browser.newPage({ viewport: { width: Number(process.env.W ?? 1280), height: Number(process.env.H ?? 860) }, colorScheme: theme });
page.on('console', (m) => console.log('console', m.type(), m.text()));
page.on('pageerror', (e) => console.log('pageerror', e.message));
page.on('requestfailed', (r) => console.log('failed', r.url()));
await page.goto(address);
await page.waitForSelector('.chip.live', { timeout: 8000 }).catch((e) => console.log(String(e)));
await page.waitForTimeout(1500);
for (const view of views) {
  await page.evaluate((v) => { location.hash = `#/${v}`; }, view);
  await page.waitForTimeout(700);
  await page.screenshot({ path: `/tmp/ui-try/${view}-${theme}-${process.env.W ?? 1280}.png`, fullPage: true });
}
await browser.close();
