import type { Finding, Rule } from '../../base/rule.ts';
import type { LintSite } from '../lint-site.ts';
import { membersOf, sayVips } from '../vrrp-group.ts';

/** A notify script that starts or stops the proxy when the VIP moves. */
export const notifyStartsProxy: Rule<LintSite> = {
  code: 'pair/notify-starts-proxy',
  severity: 'warning',
  title: 'the proxy is started at the failover',
  why:
    'The VIP is announced before the script runs: until the proxy has started, every connection is refused, and a mistake ' +
    'in a configuration that never ran here shows at the worst moment. A proxy that always runs costs nothing.',
  source:
    'keepalived.conf(5), notify_master (run after the transition); a cold start was never tested by the traffic',
  find: (site) =>
    membersOf(site).flatMap(({ instance, node }) =>
      instance.notifies.flatMap(({ event, entry, at }): Finding[] => {
        const command = entry.words
          .slice(1)
          .map(({ value }) => value)
          .join(' ');
        const order = orderIn(command);
        if (order === undefined) return [];
        return [
          {
            at,
            message: `${event} of ${sayVips(instance)} on ${node.name} runs \`${order}\`: the proxy is cold when the VIP arrives, or gone while it could serve.`,
            remedy:
              'Let the proxy run on all nodes all the time, and take the order out of the notify script.',
          },
        ];
      }),
    ),
};

/** `systemctl start nginx`, `service haproxy stop`, `/etc/init.d/haproxy start`; a reload is none. */
export function orderIn(text: string): string | undefined {
  const proxy = '(?:haproxy|nginx)(?:\\.service)?';
  const verb = '(?:start|stop|restart)';
  const systemctl = `systemctl(?:\\s+-\\S+)*\\s+${verb}\\s+${proxy}`;
  const service = `(?:service\\s+|/etc/init\\.d/)${proxy}\\s+${verb}`;
  return new RegExp(`(?:${systemctl}|${service})\\b`).exec(text)?.[0];
}
