import { remembered } from '../../remembered.ts';
import type { Directive, NginxSource } from '../grammar/source.ts';
import { ownOf } from './in-force.ts';
import { type Scope, scopesOf } from './scope.ts';
import { readTarget, type Target, type Upstream, upstreamsOf } from './upstreams.ts';

/** A place from which requests or connections go on to servers. */
export interface ProxyPass {
  readonly directive: Directive;
  readonly scope: Scope;
  /** undefined = a stream's, which has none, or a variable hides it. */
  readonly scheme: 'http' | 'https' | undefined;
  readonly target: Target;
  /** From the first `/` or `?` behind the authority; empty = the client's own URI is passed on. */
  readonly uri: string;
  /** The group that the target names, where it is one of this configuration. */
  readonly upstream: Upstream | undefined;
}

/** A variable that holds a path ends the host as `/` does. */
const URL =
  /^(https?):\/\/(unix:[^:]*:?|(?:(?!\$\{?(?:request_uri|document_uri|uri|is_args)\b)[^/?])*)(.*)$/is;

export const proxyPassesOf = remembered((nginx: NginxSource): readonly ProxyPass[] => {
  const upstreams = Map.groupBy(upstreamsOf(nginx), ({ name }) => name);
  return scopesOf(nginx).flatMap((scope) =>
    ownOf(scope, 'proxy_pass')
      .filter(({ args }) => args[0] !== undefined)
      .map((directive) => readPass(directive, scope, upstreams)),
  );
});

function readPass(
  directive: Directive,
  scope: Scope,
  upstreams: ReadonlyMap<string, readonly Upstream[]>,
): ProxyPass {
  const url = directive.args[0] ?? '';
  const match = URL.exec(url);
  const target = readTarget((match?.[2] ?? url).replace(/^(unix:[^:]*):$/, '$1'));
  const upstream = upstreams
    .get(target.address)
    ?.find(({ protocol }) => (protocol ?? scope.protocol) === (scope.protocol ?? protocol));
  const scheme = match?.[1]?.toLowerCase() as ProxyPass['scheme'];
  return { directive, scope, scheme, target, uri: match?.[3] ?? '', upstream };
}
