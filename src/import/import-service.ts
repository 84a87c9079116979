import type { HaproxyMeaning, Proxy, Statement } from '../engines/haproxy/meaning/meaning.ts';
import { optionOf } from '../engines/haproxy/meaning/option-of.ts';
import { settingOf } from '../engines/haproxy/meaning/setting-of.ts';
import { spanOf } from '../engines/haproxy/meaning/span-of.ts';
import { timeoutOf } from '../engines/haproxy/meaning/timeout-of.ts';
import { commentAbove } from './comment-above.ts';
import { type Draft, type ServiceInput, tell } from './draft.ts';
import { importRoutes } from './import-routes.ts';
import { importTls } from './import-tls.ts';
import { keepTimer } from './keep-timer.ts';
import { leftovers } from './leftovers.ts';
import { type Listening, listeningOf } from './listening.ts';
import { findRedirect, isRedirectToHttps } from './redirect-to-https.ts';
import { specName } from './spec-name.ts';

export interface Backends {
  /** Backend → pool. */
  readonly poolOf: (backend: string) => string | undefined;
  /** The proxies that a frontend may send to, for what is said there about requests. */
  readonly proxyOf: (backend: string) => Proxy | undefined;
}

/** A frontend, or the frontend half of a listen, as services: one for each way it listens. */
export function importServices(
  draft: Draft,
  meaning: HaproxyMeaning,
  proxy: Proxy,
  backends: Backends,
): void {
  const listening = listeningOf(draft, proxy);
  if (listening.length === 0) return;
  const taken = new Set<Statement>();
  const redirect = findRedirect(proxy);
  const secure = listening.find(({ isTls }) => isTls);
  const plain = listening.filter(({ isTls }) => !isTls);
  // One frontend for both: the plain port only says "come back with https".
  const redirected =
    redirect !== undefined && secure !== undefined && plain.length === 1 && plain[0]?.ports.length === 1
      ? plain[0]
      : undefined;
  if (redirected !== undefined && redirect !== undefined) taken.add(redirect);
  const pool = poolOf(proxy, backends);
  const routes = importRoutes(draft, proxy, backends.poolOf, taken);
  if (pool === undefined && routes.length === 0) {
    const message = `${proxy.kind} ${proxy.name} is left out: nothing that a spec can hold is behind it.`;
    tell(draft, 'import/left-out', spanOf(proxy.head), message);
    return;
  }
  const serving = listening.filter((one) => one !== redirected);
  const name = specName(proxy.name, draft.spec.services);
  const raw = leftovers(draft, proxy, 'frontend', taken, `service ${name}`);
  serving.forEach((one, index) => {
    const key = index === 0 ? name : specName(`${proxy.name}-${one.ports[0]}`, draft.spec.services);
    const service = serviceOf(draft, meaning, proxy, one, backends);
    const tls =
      one === secure && redirected !== undefined
        ? { ...service.tls, redirectFrom: redirected.ports[0] }
        : service.tls;
    draft.spec.services[key] = {
      ...service,
      ...(tls === undefined ? {} : { tls }),
      ...(pool === undefined ? {} : { pool }),
      ...(routes.length === 0 ? {} : { routes }),
      ...(raw === '' ? {} : { raw: { haproxy: raw } }),
    };
    if (index > 0) return;
    const comment = commentAbove(draft.sources, proxy.head);
    if (comment.length > 0) draft.comments.set(`services/${key}`, comment);
    const onRoutes = routingComments(draft, proxy);
    if (routes.length > 0 && onRoutes.length > 0) draft.comments.set(`services/${key}/routes`, onRoutes);
  });
}

function routingComments(draft: Draft, proxy: Proxy): string[] {
  return proxy.statements
    .filter(({ keyword }) => keyword === 'acl' || keyword === 'use_backend')
    .flatMap((statement) => commentAbove(draft.sources, statement));
}

/** True for a frontend that only sends plain HTTP to https; then another service's `redirectFrom` says it. */
export function takeRedirecting(draft: Draft, proxy: Proxy): boolean {
  const rules = proxy.statements.filter(({ keyword }) =>
    /^(use_backend|default_backend|http-request|redirect|acl)$/.test(keyword),
  );
  const [rule] = rules;
  if (rule === undefined || rules.length !== 1 || !isRedirectToHttps(rule) || proxy.binds.length === 0)
    return false;
  const listening = listeningOf(draft, proxy);
  const [one] = listening;
  if (one === undefined || listening.length !== 1 || one.ports.length !== 1 || one.isTls) return false;
  const service = Object.values(draft.spec.services).find(
    ({ tls, listen, vip, vips }) =>
      tls !== undefined &&
      tls.redirectFrom === undefined &&
      [listen].flat().includes(443) &&
      same(vips ?? [vip ?? ''], one.vips),
  );
  if (service?.tls === undefined) return false;
  Object.assign(service.tls, { redirectFrom: one.ports[0] });
  return true;
}

function same(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((name) => right.includes(name));
}

function poolOf(proxy: Proxy, backends: Backends): string | undefined {
  if (proxy.servers.length > 0) return backends.poolOf(proxy.name);
  const fallback = settingOf(proxy, 'default_backend')?.args[0];
  return fallback === undefined ? undefined : backends.poolOf(fallback);
}

function serviceOf(
  draft: Draft,
  meaning: HaproxyMeaning,
  proxy: Proxy,
  { vips, ports, bind }: Listening,
  backends: Backends,
): ServiceInput {
  const isHttp = proxy.mode === 'http';
  const { tls, http2, acceptProxy } = importTls(draft, meaning, bind);
  const [vip] = vips;
  const [port] = ports;
  const most = maxConnections(meaning, proxy);
  // HAProxy takes one for the other where they are not said (configuration manual, 4.2).
  const clientMs = timeoutOf(proxy, 'client')?.ms;
  const requestMs = timeoutOf(proxy, 'http-request')?.ms ?? clientMs;
  const timeouts = {
    ...keepTimer('client', clientMs, isHttp ? 30_000 : 3_600_000),
    ...(isHttp ? keepTimer('httpRequest', requestMs, 10_000) : {}),
    ...(isHttp ? keepTimer('keepAlive', timeoutOf(proxy, 'http-keep-alive')?.ms ?? requestMs, 10_000) : {}),
  };
  return {
    ...(vips.length === 1 && vip !== undefined ? { vip } : { vips: [...vips] }),
    listen: ports.length === 1 && port !== undefined ? port : [...ports],
    ...(isHttp ? { mode: 'http' as const } : {}),
    ...(tls === undefined ? {} : { tls }),
    ...(tls === undefined || http2 === undefined || !isHttp ? {} : { http2 }),
    ...(acceptProxy === undefined ? {} : { acceptProxy }),
    ...(isHttp && !forwards(draft, proxy, backends) ? { forwardedFor: false } : {}),
    ...(most === undefined || most === 4_000 ? {} : { maxConnections: most }),
    ...(Object.keys(timeouts).length === 0 ? {} : { timeouts }),
  };
}

/** `option forwardfor` may stand in the frontend or in the backend. */
function forwards(draft: Draft, proxy: Proxy, { proxyOf }: Backends): boolean {
  const fallback = settingOf(proxy, 'default_backend')?.args[0] ?? '';
  const option = optionOf(proxy, 'forwardfor') ?? optionOf(proxyOf(fallback) ?? proxy, 'forwardfor');
  if (option !== undefined && option.args.length > 1) {
    const words = option.args.slice(1).join(' ');
    const message = `"option forwardfor ${words}": every client gets X-Forwarded-For now, and what it sent of that kind is deleted.`;
    tell(draft, 'import/changed', spanOf(option), message);
  }
  return option !== undefined;
}

function maxConnections({ globals }: HaproxyMeaning, proxy: Proxy): number | undefined {
  const own = settingOf(proxy, 'maxconn');
  const forAll = globals.flatMap((section) => section.byKeyword.get('maxconn') ?? []).at(-1);
  const most = Number((own ?? forAll)?.args[0]);
  return Number.isInteger(most) && most >= 1 ? Math.min(most, 1_000_000) : undefined;
}
