import { hindranceOf } from '../balance/hindrance.ts';
import type { Ground } from '../daemon/open-ground.ts';
import type { Watch } from '../daemon/watch.ts';
import type { Wishes } from '../daemon/wishes.ts';
import { lookUpSecret } from '../in-force/look-up-secret.ts';
import { trustInLab } from './trust-in-lab.ts';
import { WazuhLink } from './wazuh-link.ts';

/** What the link needs of the daemon that has not been made when it is. */
export interface WazuhParts {
  readonly wishes: Wishes;
  readonly watch: Watch;
  readonly isBusy: boolean;
}

export function openWazuh(ground: Ground, parts: WazuhParts): WazuhLink {
  const { node, runDir, state, current, tell, now } = ground;
  return new WazuhLink({
    node,
    site: () => trustInLab(current.site, ground),
    intents: () => state.intents,
    view: () => parts.watch.view(),
    hindrance: () =>
      hindranceOf({ node, runDir, intents: state.intents, isBusy: parts.isBusy, nowMs: now() }),
    ask: (asked) => parts.wishes.ask(asked),
    secrets: lookUpSecret,
    tell,
    now,
  });
}
