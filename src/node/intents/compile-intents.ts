import { addManager, removeManager } from '../../site/presets/wazuh/add-manager.ts';
import type { Pool, Server, Site, Vip } from '../../site/site.ts';
import { deepFreeze } from '../../spec/deep-freeze.ts';
import type { Intent, Intents, Wish } from './intent.ts';

/**
 * The site as operators want it now; a node's files are compiled from it. Drained is weight 0, the only word that HAProxy
 * has for it in a file. Measured on 2.6.12: `show stat` calls such a server UP, with weight 0, whether the file or
 * `set server … weight 0` said so; after `set server … state drain` it says DRAIN, and a reload would not.
 * @param force the intents in force; one about something that the site does not have changes nothing
 */
export function compileIntents(spoken: Site, force: Intents): Site {
  // First: other wishes may be about a manager that was discovered.
  const site = withManagers(spoken, force);
  if (force.every((intent) => isIdle(site, intent))) return deepFreeze(site);
  const wishes = force.map(({ wish }) => wish);
  return deepFreeze({
    ...site,
    vips: site.vips.map((vip) => preferredFirst(vip, wishes)),
    pools: site.pools.map((pool) => ({
      ...pool,
      servers: pool.servers.map((server) => asWished(pool, server, wishes)),
    })),
  });
}

/** Intents about a server, VIP or node that the site does not have (any more): to be shown as without effect. */
export function idleIntents(spoken: Site, force: Intents): Intents {
  const site = withManagers(spoken, force);
  return force.filter(({ wish }) => {
    if (wish.kind === 'manager') return withManager(spoken, wish) === spoken;
    return isIdle(site, { wish }) && !isPauseOf(site, wish);
  });
}

/** The site with the managers that were discovered, and nothing else that intents say: what there is to be seen. */
export function withManagers(site: Site, force: Intents): Site {
  return force.reduce(
    (known, { wish }) => (wish.kind === 'manager' ? withManager(known, wish) : known),
    site,
  );
}

function withManager(site: Site, wish: Extract<Wish, { kind: 'manager' }>): Site {
  const { manager, address, role } = wish;
  return address === null ? removeManager(site, manager) : addManager(site, manager, address, role);
}

function asWished(pool: Pool, server: Server, wishes: readonly Wish[]): Server {
  let wished = server;
  let state = 'ready';
  for (const wish of wishes) {
    if (!('server' in wish) || wish.pool !== pool.name || wish.server !== server.name) continue;
    if (wish.kind === 'server-state') state = wish.state;
    else if (wish.weight !== null) wished = { ...wished, weight: wish.weight };
  }
  // After the weight: a drained server stays drained whatever its weight shall be later.
  if (state === 'drain') return { ...wished, weight: 0 };
  return state === 'maint' ? { ...wished, disabled: true } : wished;
}

/** The priorities stay; who has which changes. */
function preferredFirst(vip: Vip, wishes: readonly Wish[]): Vip {
  const wish = wishes.find((each) => each.kind === 'vip-holder' && each.vip === vip.name);
  const node = wish?.kind === 'vip-holder' ? wish.node : null;
  const preferred = vip.holders.filter((holder) => holder.node === node);
  if (preferred.length === 0) return vip;
  const priorities = vip.holders.map(({ priority }) => priority).sort((left, right) => right - left);
  const order = [...preferred, ...vip.holders.filter((holder) => holder.node !== node)];
  return {
    ...vip,
    holders: order.map((holder, rank) => ({ ...holder, priority: priorities[rank] ?? holder.priority })),
  };
}

function isIdle(site: Site, { wish }: Pick<Intent, 'wish'>): boolean {
  switch (wish.kind) {
    case 'server-state':
    case 'server-weight':
      return !site.pools.some(
        ({ name, servers }) => name === wish.pool && servers.some((server) => server.name === wish.server),
      );
    case 'vip-holder':
      return !site.vips.some(
        ({ name, holders }) => name === wish.vip && holders.some((holder) => holder.node === wish.node),
      );
    // Done before, or about something that the spec has not.
    case 'manager':
    case 'pause':
      return true;
  }
}

function isPauseOf(site: Site, wish: Wish): boolean {
  return wish.kind === 'pause' && (wish.node === null || site.nodes.some(({ name }) => name === wish.node));
}
