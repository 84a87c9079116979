import type { Edit, Finding, Rule } from '../../../base/rule.ts';
import { directiveSpan } from '../grammar/spans.ts';
import { isWhole, listOf, ownOf, settingOf } from '../meaning/in-force.ts';
import { type ProxyPass, proxyPassesOf } from '../meaning/proxy-passes.ts';
import { keepsAliveByDefault } from './nginx-version.ts';
import type { NginxSubject } from './subject.ts';

export const keepaliveWithoutHttp11: Rule<NginxSubject> = {
  code: 'nginx/keepalive-without-http11',
  severity: 'warning',
  title: 'upstream keepalive that has no effect',
  why: 'Until 1.29.7 nginx speaks HTTP/1.0 to servers and sends "Connection: close" unless told otherwise: `keepalive` then keeps nothing, every request opens a connection, and under load the ports and the servers\' accept queues run out.',
  source: 'nginx.org, ngx_http_upstream_module, keepalive; measured with nginx 1.22.1',
  find: ({ nginx, context }) =>
    keepsAliveByDefault(context.nginx) ? [] : proxyPassesOf(nginx).flatMap((pass) => findingAt(pass)),
};

function findingAt(pass: ProxyPass): readonly Finding[] {
  const { scope, upstream, directive } = pass;
  const keepalive = upstream === undefined ? undefined : ownOf(upstream.scope, 'keepalive').at(-1);
  if (scope.protocol !== 'http' || upstream === undefined || keepalive === undefined) return [];
  if (keepalive.args[0] === '0') return [];
  const version = settingOf(scope, 'proxy_http_version');
  const connection = listOf(scope, 'proxy_set_header').findLast(
    ({ args }) => args[0]?.toLowerCase() === 'connection',
  );
  const isClosing = connection === undefined || connection.args[1]?.toLowerCase() === 'close';
  const isOld = version === undefined || version.args[0] === '1.0';
  const isUnknown =
    !isWhole(scope) && ((isOld && version === undefined) || (isClosing && connection === undefined));
  if (isUnknown || !(isOld || isClosing)) return [];
  const lacks = [
    ...(isOld ? ['proxy_http_version 1.1;'] : []),
    ...(isClosing ? ['proxy_set_header Connection "";'] : []),
  ];
  const fix = connection === undefined && version === undefined ? fixOf(pass, lacks, isClosing) : undefined;
  return [
    {
      at: directiveSpan(directive),
      message: `The upstream ${upstream.name} has "keepalive ${keepalive.args[0] ?? ''}" (line ${keepalive.words[0]?.line ?? 0}), but here each connection to it is closed after one request: ${lacks.map((line) => `"${line}"`).join(' and ')} ${lacks.length === 1 ? 'is' : 'are'} not in force.`,
      remedy: `write ${lacks.join(' ')} beside this proxy_pass.`,
      ...(fix === undefined ? {} : { fix }),
    },
  ];
}

/** A first `proxy_set_header` of its own would cut a location off from those around it. */
function fixOf(
  { scope, directive }: ProxyPass,
  lacks: readonly string[],
  hasHeader: boolean,
): readonly Edit[] | undefined {
  const inherits =
    listOf(scope, 'proxy_set_header').length > 0 && ownOf(scope, 'proxy_set_header').length === 0;
  if (scope.kind !== 'location' || (hasHeader && inherits)) return undefined;
  const { path, line, column } = directiveSpan(directive);
  return [{ span: { path, line, column, endLine: line, endColumn: column }, text: `${lacks.join(' ')} ` }];
}
