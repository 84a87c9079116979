import { remembered } from '../../remembered.ts';
import type { Directive, NginxSource } from '../grammar/source.ts';

/** A block, or the file itself, with what stands around it: nginx's levels of configuration. */
export interface Scope {
  /** The block's own name and arguments; undefined = the file. */
  readonly directive: Directive | undefined;
  /** `http`, `server`, `location`, `upstream`, …; empty = the file. */
  readonly kind: string;
  /** undefined = neither, or the file does not tell (an `upstream` that nothing here uses). */
  readonly protocol: Protocol | undefined;
  readonly parent: Scope | undefined;
  readonly directives: readonly Directive[];
}

export type Protocol = 'http' | 'stream';

/** Every block of a configuration in the order of the text, the file first. */
export const scopesOf = remembered((nginx: NginxSource): readonly Scope[] => {
  const file: Scope = {
    directive: undefined,
    kind: '',
    protocol: undefined,
    parent: undefined,
    directives: nginx.directives,
  };
  const scopes: Scope[] = [];
  const pending = [file];
  for (let scope = pending.pop(); scope !== undefined; scope = pending.pop()) {
    scopes.push(scope);
    const inner: Scope[] = [];
    for (const directive of scope.directives) {
      if (directive.block !== undefined) inner.push(scopeOf(directive, directive.block, scope, nginx));
    }
    pending.push(...inner.reverse());
  }
  return scopes;
});

export function scopesOfKind(nginx: NginxSource, kind: string): readonly Scope[] {
  return scopesOf(nginx).filter((scope) => scope.kind === kind);
}

function scopeOf(
  directive: Directive,
  block: readonly Directive[],
  parent: Scope,
  nginx: NginxSource,
): Scope {
  const kind = directive.name;
  return { directive, kind, protocol: protocolOf(kind, block, parent, nginx), parent, directives: block };
}

function protocolOf(
  kind: string,
  block: readonly Directive[],
  parent: Scope,
  nginx: NginxSource,
): Protocol | undefined {
  if (kind === 'http' || kind === 'stream') return kind;
  if (parent.kind !== '') return parent.protocol;
  if (kind === 'server') return serverProtocol(block);
  if (kind === 'location') return 'http';
  return kind === 'upstream' ? upstreamProtocol(block, nginx) : undefined;
}

/** A `server` in a file of its own: only a stream's has a `proxy_pass` of its own, and no scheme in it. */
function serverProtocol(block: readonly Directive[]): Protocol {
  return block.some(({ name }) => name === 'proxy_pass') ? 'stream' : 'http';
}

const HTTP_ONLY = new Set(['keepalive', 'keepalive_timeout', 'keepalive_requests', 'ip_hash', 'sticky']);

/** An `upstream` in a file of its own is of the kind of the servers beside it. */
function upstreamProtocol(block: readonly Directive[], nginx: NginxSource): Protocol | undefined {
  if (block.some(({ name }) => HTTP_ONLY.has(name))) return 'http';
  const kinds = serverKinds(nginx);
  return kinds.size === 1 ? [...kinds][0] : undefined;
}

const serverKinds = remembered((nginx: NginxSource): ReadonlySet<Protocol> => {
  const servers = nginx.directives.filter(({ name, block }) => name === 'server' && block !== undefined);
  return new Set(servers.map(({ block }) => serverProtocol(block ?? [])));
});
