import type { Finding, Rule } from '../../base/rule.ts';
import type { Span } from '../../base/text-range.ts';
import type { ScriptSource } from '../../foreign/script/grammar/source.ts';
import type { LintSite } from '../lint-site.ts';
import { type Member, membersOf, sayPlace, sayVips } from '../vrrp-group.ts';

/** A notify script that starts or stops the proxy when the VIP moves. */
export const notifyStartsProxy: Rule<LintSite> = {
  code: 'pair/notify-starts-proxy',
  severity: 'warning',
  title: 'The proxy is started at the failover',
  why:
    'The VIP is announced before the script runs: until the proxy has started, every connection is refused, and a mistake ' +
    'in a configuration that never ran here shows at the worst moment. A proxy that always runs costs nothing.',
  source:
    'keepalived.conf(5), notify_master (run after the transition); bind(2) with ip_nonlocal_bind, ip(7)',
  find: (site) => {
    const told = new Set<string>();
    return membersOf(site).flatMap((member) =>
      member.instance.notifies.flatMap((notify) => findFor(member, notify, told)),
    );
  },
};

function findFor(
  member: Member,
  notify: Member['instance']['notifies'][number],
  told: Set<string>,
): Finding[] {
  const { event, entry, at } = notify;
  const command = entry.words.slice(1).map(({ value }) => value);
  const order = orderIn(command.join(' '));
  if (order !== undefined) return [finding(member, event, order, at)];
  const path = (command[0] ?? '').split(' ')[0] ?? '';
  return member.node.scripts
    .filter((script) => path !== '' && basename(script.path) === basename(path))
    .flatMap((script) => ordersOf(script))
    .flatMap((one) => {
      const place = sayPlace(one.at);
      if (told.has(place)) return [];
      told.add(place);
      return [finding(member, `${event} (${sayPlace(at)})`, one.order, one.at)];
    });
}

function finding({ instance, node }: Member, who: string, order: string, at: Span): Finding {
  return {
    at,
    message: `${who} of ${sayVips(instance)} on ${node.name} runs \`${order}\`: the proxy is cold when the VIP arrives, or gone while it could serve.`,
    remedy: 'let the proxy run on all nodes all the time, and take the order out of the notify script.',
  };
}

function ordersOf({ steps }: ScriptSource): { readonly order: string; readonly at: Span }[] {
  return steps
    .flatMap((step) => (step.kind === 'pipeline' ? step.commands : []))
    .flatMap(({ words, at }) => {
      const order = orderIn(words.map(({ value }) => value).join(' '));
      return order === undefined ? [] : [{ order, at }];
    });
}

/** `systemctl start nginx`, `service haproxy stop`, `/etc/init.d/haproxy start`; a reload is none. */
export function orderIn(text: string): string | undefined {
  const proxy = '(?:haproxy|nginx)(?:\\.service)?';
  const verb = '(?:start|stop|restart)';
  const systemctl = `systemctl(?:\\s+-\\S+)*\\s+${verb}\\s+${proxy}`;
  const service = `(?:service\\s+|/etc/init\\.d/)${proxy}\\s+${verb}`;
  return new RegExp(`(?:${systemctl}|${service})(?![\\w@-])`).exec(text)?.[0];
}

function basename(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
