import { parseIp } from '../base/address.ts';
import type { Span } from '../base/text-range.ts';
import type { Bind } from '../engines/haproxy/meaning/meaning.ts';
import type { Directive } from '../engines/nginx/grammar/source.ts';
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
  const nginx = node.nginx.flatMap(({ directives, path }) =>
    serversIn(directives).map((one) => ofServer(one, path)),
  );
  const all = [...haproxy, ...nginx];
  const known = all.filter((one) => one !== undefined);
  return known.length === all.length ? known.flat() : undefined;
}

/** Where it listens for certain, also when other listeners are not known. */
export function knownListenersOf(node: LintNode): Listener[] {
  const haproxy = (node.haproxy?.proxies ?? []).flatMap((proxy) =>
    proxy.binds.flatMap((bind) => ofBind(bind) ?? []),
  );
  const nginx = node.nginx.flatMap(({ directives, path }) =>
    serversIn(directives).flatMap((one) => ofServer(one, path) ?? []),
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
      at: lineSpan(statement.path, statement.line, statement.words),
    };
  });
  if (listeners.includes(undefined)) return undefined;
  return listeners.filter((one): one is Listener => one !== undefined && one !== 'none');
}

function lineSpan(
  path: string,
  line: number,
  words: readonly { readonly column: number; readonly raw: string }[],
): Span {
  const [first, last] = [words[0], words.at(-1)];
  const endColumn = (last?.column ?? 1) + (last?.raw.length ?? 0);
  return { path, line, column: first?.column ?? 1, endLine: line, endColumn };
}

function serversIn(directives: readonly Directive[]): Directive[] {
  return directives.flatMap((one) => {
    if (one.name === 'server' && one.block !== undefined) return [one];
    return ['http', 'stream', 'mail'].includes(one.name) ? serversIn(one.block ?? []) : [];
  });
}

/** An nginx `server` without `listen` listens on port 80 of every IPv4 address. */
function ofServer(server: Directive, mainPath: string): Listener[] | undefined {
  const listens = (server.block ?? []).filter(({ name }) => name === 'listen');
  if (listens.length === 0) return [nginxListener(server, mainPath, 'any', '0.0.0.0', [4])];
  const listeners = listens.map((listen) => ofListen(listen, mainPath));
  return listeners.includes(undefined) ? undefined : listeners.flatMap((one) => one ?? []);
}

function ofListen(listen: Directive, mainPath: string): Listener[] | undefined {
  const [where = '', ...words] = listen.args;
  if (where.startsWith('unix:')) return [];
  if (/^\d+$/.test(where) || /^\*(:\d+)?$/.test(where))
    return [nginxListener(listen, mainPath, 'any', '0.0.0.0', [4])];
  const host = /^\[([^\]]+)\](?::\d+)?$/.exec(where)?.[1] ?? where.replace(/:\d+$/, '');
  const ip = parseIp(host);
  if (ip === undefined) return undefined;
  if (ip.address === '0.0.0.0') return [nginxListener(listen, mainPath, 'any', ip.address, [4])];
  if (ip.address === '::') {
    const families = words.includes('ipv6only=off') ? ([4, 6] as const) : ([6] as const);
    return [nginxListener(listen, mainPath, 'any', ip.address, families)];
  }
  return [nginxListener(listen, mainPath, 'ip', ip.address, [ip.family])];
}

function nginxListener(
  { words, path }: Directive,
  mainPath: string,
  kind: 'ip' | 'any',
  address: string,
  families: readonly (4 | 6)[],
): Listener {
  const line = words[0]?.line ?? 1;
  const onLine = words.filter((word) => word.line === line);
  const at = lineSpan(path === '' ? mainPath : path, line, onLine);
  return { engine: 'nginx', kind, address, families, isTransparent: false, at };
}
