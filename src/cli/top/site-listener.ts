import { mergeEvents } from '../../../ui/see/events.ts';
import { nodeToAsk } from '../../../ui/see/stale.ts';
import { lookFromClient } from '../../lab/look-from-client.ts';
import type { NodeDoor } from '../../node/api/node-door.ts';
import { lookThrough } from '../../node/page/look-through.ts';
import type { PageEvent, PageSite } from '../../node/page/page-site.ts';
import { SiteFeed } from '../../node/page/site-feed.ts';
import type { Revision } from '../../node/state/revision.ts';
import { calm } from '../calm.ts';
import type { SiteDoors } from '../site-doors.ts';

/** What is known of a site that is listened to. */
export interface Listening {
  readonly site: () => PageSite | undefined;
  readonly events: () => readonly PageEvent[];
  readonly revisions: () => readonly Revision[] | undefined;
  /** The door of a node that answers, else the first. */
  readonly door: () => NodeDoor;
  readonly close: () => void;
}

const HISTORY_MS = 5_000;

/** Hears of all nodes of the site until it is closed, as the dashboard does. @param onNews something is not as it was, or half a second has passed */
export function listenTo(site: SiteDoors, onNews: () => void): Listening {
  const { lab } = site;
  const fromClient = lab && lookFromClient(lab);
  let known: PageSite | undefined;
  let events: readonly PageEvent[] = [];
  let revisions: readonly Revision[] | undefined;
  let change = '';
  const door = (): NodeDoor => {
    const node = nodeToAsk(known, site.nodes);
    const found = site.all().find((one) => one.node === node) ?? site.all()[0];
    if (found === undefined) throw new Error('a site without doors');
    return found.door;
  };
  const feed = new SiteFeed({
    doors: () => site.all().map((one) => ({ node: one.node, where: one.door.where, service: one.door })),
    through: fromClient ?? { from: 'this machine', ask: lookThrough },
    // It ends as any mistake of ours does: told, with the terminal given back.
    onBug: (error) =>
      process.nextTick(() => {
        throw error;
      }),
  });
  const hear = (more: readonly PageEvent[]) => {
    events = mergeEvents(events, calm(more));
    onNews();
  };
  const askHistory = () => {
    void door()
      .history()
      .then(
        (history) => {
          revisions = calm(history.revisions);
          onNews();
        },
        // Those that are known stay; that nobody answers is told elsewhere.
        () => undefined,
      );
  };
  const stop = feed.listen({
    onSite: (page) => {
      known = calm(page);
      const now = `${page.progress?.id} ${page.progress?.stage}`;
      if (now !== change) {
        change = now;
        askHistory();
      }
      onNews();
    },
    onEvents: hear,
  });
  void feed.recent().then(hear);
  const again = setInterval(askHistory, HISTORY_MS);
  return {
    site: () => known,
    events: () => events,
    revisions: () => revisions,
    door,
    close: () => {
      clearInterval(again);
      stop();
      feed.close();
      fromClient?.close();
    },
  };
}
