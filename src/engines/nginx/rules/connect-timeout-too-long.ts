import { printDuration } from '../../../base/duration.ts';
import type { Finding, Rule } from '../../../base/rule.ts';
import { directiveSpan } from '../grammar/spans.ts';
import { readDuration } from '../meaning/duration.ts';
import { isWhole, settingOf } from '../meaning/in-force.ts';
import { proxyPassesOf } from '../meaning/proxy-passes.ts';
import type { NginxSubject } from './subject.ts';

const DEFAULT_MS = 60_000;
/** Of a wait for one SYN-ACK in a data centre, where nobody named a limit. */
const LONGEST_MS = 10_000;

export const connectTimeoutTooLong: Rule<NginxSubject> = {
  code: 'nginx/connect-timeout-too-long',
  severity: 'warning',
  title: 'Waits long for a dead server',
  why: 'A host that is cut off refuses nothing (off, and behind a router; or its firewall drops): nginx waits proxy_connect_timeout, 60 s by default, before it tries the next server. Clients have given up by then, and the waiting requests use up the connections.',
  source: 'nginx.org, ngx_http_proxy_module and ngx_stream_proxy_module, proxy_connect_timeout',
  find: ({ nginx, context }) => {
    const longest = Math.min(context.maxOutageMs ?? LONGEST_MS, LONGEST_MS);
    const findings = new Map<unknown, Finding>();
    for (const { scope, upstream, directive } of proxyPassesOf(nginx)) {
      const others = upstream?.servers.filter(({ isDown, isLocal }) => !isDown && !isLocal) ?? [];
      if (upstream === undefined || others.length < 2) continue;
      const setting = settingOf(scope, 'proxy_connect_timeout');
      const waitMs = setting === undefined ? DEFAULT_MS : readDuration(setting.args.join(' '));
      if (waitMs === undefined || waitMs <= longest || (setting === undefined && !isWhole(scope))) continue;
      const waits = setting === undefined ? 'by default' : `as line ${directiveSpan(setting).line} says`;
      const key = setting ?? upstream;
      if (findings.has(key)) continue;
      findings.set(key, {
        at: directiveSpan(setting ?? directive),
        // What nobody chose is advice, as long as nobody said how long an outage may last.
        ...(setting === undefined && context.maxOutageMs === undefined && { severity: 'info' as const }),
        message: `When a server of the upstream ${upstream.name} does not answer at all, a client waits ${printDuration(waitMs)} (${waits}) before nginx tries the next one; more than ${printDuration(longest)} is an outage for clients.`,
        remedy: 'write "proxy_connect_timeout 2s;".',
      });
    }
    return [...findings.values()];
  },
};
