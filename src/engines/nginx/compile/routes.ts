import type { Service } from '../../../site/site.ts';

/** What requests for these hosts get; no hosts = those that no other group names. */
export interface HostGroup {
  readonly hosts: readonly string[];
  /** The first that fits counts; `path` undefined = all. */
  readonly rules: readonly PathRule[];
}

export interface PathRule {
  /** A prefix such as `/api`: itself and what is below it. */
  readonly path: string | undefined;
  /** undefined = nobody answers. */
  readonly pool: string | undefined;
  /** The number of the route in the spec; undefined = the service's own pool. */
  readonly route: number | undefined;
}

/**
 * The routes of a service, sorted by host. nginx takes the longest prefix, the spec the first that fits: a rule that an
 * earlier one covers is left out, and what remains has the longest first or side by side, so that both agree.
 */
export function hostGroups(service: Service): readonly HostGroup[] {
  const hosts = [...new Set(service.routes.flatMap((route) => route.hosts))];
  const groups = new Map<string, { hosts: string[]; rules: readonly PathRule[] }>();
  for (const host of hosts) {
    const rules = rulesFor(service, host);
    const key = JSON.stringify(rules);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { hosts: [host], rules });
    else group.hosts.push(host);
  }
  return [{ hosts: [], rules: rulesFor(service, undefined) }, ...groups.values()];
}

function rulesFor(service: Service, host: string | undefined): PathRule[] {
  const fitting = service.routes.flatMap((route, index) =>
    route.hosts.length === 0 || (host !== undefined && route.hosts.includes(host))
      ? [{ path: route.pathPrefix === '/' ? undefined : route.pathPrefix, pool: route.pool, route: index }]
      : [],
  );
  const all: PathRule[] = [...fitting, { path: undefined, pool: service.pool, route: undefined }];
  const kept: PathRule[] = [];
  for (const rule of all) if (!kept.some((earlier) => covers(earlier.path, rule.path))) kept.push(rule);
  return kept;
}

/** Whether all that fits `path` fits `earlier`. */
function covers(earlier: string | undefined, path: string | undefined): boolean {
  if (earlier === undefined) return true;
  if (path === undefined) return false;
  return path === earlier || path.startsWith(earlier.endsWith('/') ? earlier : `${earlier}/`);
}

/** One `location`: exactly this path, or all below it. */
export interface PathPlace {
  readonly isExact: boolean;
  readonly path: string;
  readonly rule: PathRule;
}

/** The locations of a group. A prefix with `/` at its end does not take the path without, which nginx would redirect to it. */
export function placesOf({ rules }: HostGroup): readonly PathPlace[] {
  const places = new Map<string, PathPlace>();
  const put = (isExact: boolean, path: string, rule: PathRule): void => {
    const key = `${isExact ? '=' : ''} ${path}`;
    if (!places.has(key)) places.set(key, { isExact, path, rule });
  };
  for (const rule of rules) {
    const path = decoded(rule.path);
    if (path === undefined) put(false, '/', rule);
    else if (path.endsWith('/')) put(false, path, rule);
    else {
      put(true, path, rule);
      put(false, `${path}/`, rule);
    }
  }
  for (const { isExact, path } of [...places.values()]) {
    if (isExact || path === '/') continue;
    const bare = path.slice(0, -1);
    const rule = rules.find((one) => covers(decoded(one.path), bare));
    if (rule !== undefined && bare !== '') put(true, bare, rule);
  }
  return [...places.values()];
}

/** nginx compares what the client's path means, not how it was encoded. */
function decoded(path: string | undefined): string | undefined {
  try {
    return path === undefined ? undefined : decodeURIComponent(path);
  } catch {
    return path;
  }
}
