import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WatchedPage } from './browser.ts';

const IMAGES = fileURLToPath(new URL('../../docs/images/', import.meta.url));

/** HOLDFAST_PICTURES=1 writes the pictures of the docs; otherwise it does nothing. */
export async function keepPicture({ page }: WatchedPage, name: string): Promise<void> {
  if (process.env['HOLDFAST_PICTURES'] !== '1') return;
  await page.screenshot({ path: join(IMAGES, `${name}.png`) });
}
