import { Balancer } from '../balance/balancer.ts';
import type { WazuhLink } from '../wazuh/wazuh-link.ts';
import type { Ground } from './open-ground.ts';
import type { Peers } from './peers.ts';
import type { Watch } from './watch.ts';

/** What the balancer asks of the daemon's other parts; they may be made later than it. */
interface Parts {
  readonly watch: Watch;
  readonly peers: Peers;
  readonly isBusy: boolean;
  readonly wazuh: WazuhLink;
}

/** The balancer, with what it needs of the daemon around it. */
export function balancerOf(ground: Ground, parts: Parts, onBug: (error: unknown) => void): Balancer {
  const { node, runDir, current, state, tell, now } = ground;
  return new Balancer({
    node,
    runDir,
    site: () => current.site,
    intents: () => state.intents,
    observation: () => parts.watch.observation(),
    view: () => parts.watch.view(),
    words: () => parts.peers.words,
    doors: () => parts.peers.doors,
    isBusy: () => parts.isBusy,
    mover: (pool) => parts.wazuh.moverOf(pool),
    tell,
    now,
    onBug,
  });
}
