import type { SiteDoors, SiteOptions } from './site-door.ts';

/** Opens the site that the options name, does something there, and lets go of it. The answer is the exit code. */
export async function onSite(options: SiteOptions, act: (site: SiteDoors) => Promise<number>): Promise<void> {
  // Doors bring the API's client with them, which `--help` needs not wait for.
  const { openSite } = await import('./site-door.ts');
  const site = await openSite(options);
  try {
    process.exitCode = await act(site);
  } finally {
    site.close();
  }
}
