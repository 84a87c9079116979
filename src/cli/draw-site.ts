import { lookFromClient } from '../lab/look-from-client.ts';
import { lookThrough } from '../node/page/look-through.ts';
import type { PageSite } from '../node/page/page-site.ts';
import { SiteFeed } from '../node/page/site-feed.ts';
import { drawTopology } from '../node/show/draw-topology.ts';
import type { Drawing } from '../node/show/drawing.ts';
import type { SiteDoors } from './site-doors.ts';

/** Each service is asked once through its VIP; who does not answer by then is drawn as not seen. */
const PATIENCE_MS = 6_000;

/** The site as it is seen now, as the dashboard draws it; undefined = nobody says what it consists of. */
export async function drawSite(doors: SiteDoors): Promise<Drawing | undefined> {
  const fromClient = doors.lab && lookFromClient(doors.lab);
  const feed = new SiteFeed({
    doors: () => doors.all().map(({ node, door }) => ({ node, where: door.where, service: door })),
    through: fromClient ?? { from: 'this machine', ask: lookThrough },
    // What cannot be looked at is drawn as not seen.
    onBug: () => undefined,
  });
  try {
    const site = await onceSeen(feed);
    return drawTopology(site, site.atMs);
  } finally {
    feed.close();
    fromClient?.close();
  }
}

async function onceSeen(feed: SiteFeed): Promise<PageSite> {
  const late = Date.now() + PATIENCE_MS;
  return await new Promise((resolve) => {
    const stop = feed.listen({
      onSite: (site) => {
        const asked = (site.shape?.services ?? []).flatMap(({ vips }) => vips).length;
        const isWhole = site.shape !== undefined && site.through.length >= asked;
        if (!isWhole && Date.now() < late) return;
        stop();
        resolve(site);
      },
      onEvents: () => undefined,
    });
  });
}
