import { parseIp } from '../base/address.ts';
import type { Span } from '../base/text-range.ts';
import type { Bind } from '../engines/haproxy/meaning/meaning.ts';
import { spanOf } from '../engines/haproxy/meaning/span-of.ts';
import type { Directive } from '../engines/nginx/grammar/source.ts';
import { directiveSpan } from '../engines/nginx/grammar/spans.ts';
import type { LintNode } from './lint-site.ts';

/** An address that a proxy of a node listens on. */
export interface Listener {
  readonly engine: 'HAProxy' | 'nginx';
  /** `any` = every address of `families`. */
  readonly kind: 'ip' | 'any';
  /** Canonical. */
  readonly address: string;
  readonly families: readonly (4 | 6)[];
  /** It may be bound while the node does not have the address. */
  readonly isTransparent: boolean;
  readonly at: Span;
}

/** undefined = some listener is a variable, a name, an inherited socket or stands under a condition. */
export function listenersOf(node: LintNode): Listener[] | undefined {
  const haproxy = (node.haproxy?.proxies ?? []).flatMap((proxy) => proxy.binds.map(ofBind));
  const nginx = node.nginx.flatMap(({ directives }) => serversIn(directives).map(ofServer));
  const all = [...haproxy, ...nginx];
  const known = all.filter((one) => one !== undefined);
  return known.length === all.length ? known.flat() : undefined;
}

/** Where it listens for certain, also when other listeners are not known. */
export function knownListenersOf(node: LintNode): Listener[] {
  const haproxy = (node.haproxy?.proxies ?? []).flatMap((proxy) =>
    proxy.binds.flatMap((bind) => ofBind(bind) ?? []),
  );
  const nginx = node.nginx.flatMap(({ directives }) =>
    serversIn(directives).flatMap((one) => ofServer(one) ?? []),
  );
  return [...haproxy, ...nginx];
}

export function hasProxy(node: LintNode): boolean {
  const binds = (node.haproxy?.proxies ?? []).some((proxy) => proxy.binds.length > 0);
  return binds || node.nginx.some(({ directives }) => serversIn(directives).length > 0);
}

export function listensOn(
  listener: Listener,
  { address, family }: { address: string; family: 4 | 6 },
): boolean {
  return listener.kind === 'any' ? listener.families.includes(family) : listener.address === address;
}

function ofBind(bind: Bind): Listener[] | undefined {
  const { statement, options, addresses } = bind;
  if (statement.isConditional) return undefined;
  const listeners = addresses.map((address): Listener | 'none' | undefined => {
    if (address.kind === 'unix') return 'none';
    if (address.kind !== 'ip' && address.kind !== 'any') return undefined;
    const family = address.family ?? 4;
    return {
      engine: 'HAProxy',
      kind: address.kind,
      address: address.address,
      families: family === 6 && options.has('v4v6') ? [4, 6] : [family],
      isTransparent: options.has('transparent'),
      at: spanOf(statement),
    };
  });
  if (listeners.includes(undefined)) return undefined;
  return listeners.filter((one): one is Listener => one !== undefined && one !== 'none');
}

function serversIn(directives: readonly Directive[]): Directive[] {
  return directives.flatMap((one) => {
    if (one.name === 'server' && one.block !== undefined) return [one];
    return ['http', 'stream', 'mail'].includes(one.name) ? serversIn(one.block ?? []) : [];
  });
}

/** An nginx `server` without `listen` listens on port 80 of every IPv4 address. */
function ofServer(server: Directive): Listener[] | undefined {
  const listens = (server.block ?? []).filter(({ name }) => name === 'listen');
  if (listens.length === 0) return [nginxListener(server, 'any', '0.0.0.0', [4])];
  const listeners = listens.map((listen) => ofListen(listen));
  return listeners.includes(undefined) ? undefined : listeners.flatMap((one) => one ?? []);
}

function ofListen(listen: Directive): Listener[] | undefined {
  const [where = '', ...words] = listen.args;
  if (where.startsWith('unix:')) return [];
  if (/^\d+$/.test(where) || /^\*(:\d+)?$/.test(where)) return [nginxListener(listen, 'any', '0.0.0.0', [4])];
  const host = /^\[([^\]]+)\](?::\d+)?$/.exec(where)?.[1] ?? where.replace(/:\d+$/, '');
  const ip = parseIp(host);
  if (ip === undefined) return undefined;
  if (ip.address === '0.0.0.0') return [nginxListener(listen, 'any', ip.address, [4])];
  if (ip.address === '::') {
    const families = words.includes('ipv6only=off') ? ([4, 6] as const) : ([6] as const);
    return [nginxListener(listen, 'any', ip.address, families)];
  }
  return [nginxListener(listen, 'ip', ip.address, [ip.family])];
}

function nginxListener(
  directive: Directive,
  kind: 'ip' | 'any',
  address: string,
  families: readonly (4 | 6)[],
): Listener {
  return { engine: 'nginx', kind, address, families, isTransparent: false, at: directiveSpan(directive) };
}
