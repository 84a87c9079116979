import type { LiveHaproxy } from './live.ts';
import { join, NOTHING, needsReload, type Planned } from './planned.ts';
import type { WantedHaproxy } from './wanted.ts';

/** `maxconn` of the process and of frontends. */
export function planLimits(before: WantedHaproxy, after: WantedHaproxy, live: LiveHaproxy): Planned {
  const frontends = [...new Set([...before.frontends.keys(), ...after.frontends.keys()])];
  const limits = join([
    planProcess(before, after, live),
    ...frontends.map((name) => planFrontend(name, before, after, live)),
  ]);
  const usesFullconn = after.pools.some(({ servers }) =>
    servers.some(({ options }) => options.some(({ name }) => name === 'minconn')),
  );
  return limits.steps.length > 0 && usesFullconn
    ? needsReload('limits change, and "minconn" of servers is reckoned from them at a start only')
    : limits;
}

function planProcess(before: WantedHaproxy, after: WantedHaproxy, live: LiveHaproxy): Planned {
  const { maxconn } = after;
  if (maxconn === undefined)
    return before.maxconn === undefined ? NOTHING : needsReload('"maxconn" of global is gone');
  if (maxconn === live.maxconn) return NOTHING;
  if (maxconn > live.hardMaxconn)
    return needsReload(
      `the process started with a limit of ${live.hardMaxconn} sessions and cannot be told to take ${maxconn}`,
    );
  return { ...NOTHING, steps: [{ kind: 'process-limit', maxconn }] };
}

function planFrontend(name: string, before: WantedHaproxy, after: WantedHaproxy, live: LiveHaproxy): Planned {
  const maxconn = after.frontends.get(name);
  const now = live.frontends.get(name);
  if (maxconn === undefined) {
    const isGone = before.frontends.has(name) && now !== undefined;
    return isGone ? needsReload(`"maxconn" of frontend ${name} is gone`) : NOTHING;
  }
  // Without it the frontend is new, which the comparison of the files tells.
  if (now === undefined || now === maxconn) return NOTHING;
  if (maxconn === 0) return needsReload(`"maxconn 0" of frontend ${name} means the limit of the process`);
  return { ...NOTHING, steps: [{ kind: 'frontend-limit', frontend: name, maxconn }] };
}
