import type { Rule } from '../../../base/rule.ts';
import { hostOf, isLoopback } from '../../is-loopback.ts';
import type { PatroniSource } from '../grammar/source.ts';
import type { PatroniSubject } from './subject.ts';

export const singleEtcdHost: Rule<PatroniSubject> = {
  code: 'patroni/single-etcd-host',
  severity: 'warning',
  title: 'Patroni depends on one etcd member',
  why: 'Patroni demotes the primary when it cannot renew its lease: with one etcd member that it knows, the death of that member alone makes the database read-only, and Patroni does not start without it.',
  source: 'Patroni documentation, "YAML Configuration Settings": etcd.hosts; "DCS Failsafe Mode"',
  find({ patroni }) {
    return ['etcd', 'etcd3'].flatMap((section) => {
      // Proxies, DNS records and one URL may stand for many members.
      if (['srv', 'srv_suffix', 'proxy', 'url'].some((key) => patroni.settings.has(`${section}/${key}`)))
        return [];
      const hosts = hostsOf(patroni, section);
      const [only] = hosts;
      if (hosts.length !== 1 || only === undefined) return [];
      const setting = patroni.settings.get(only.key);
      if (setting === undefined || /[$<{]/.test(only.text)) return [];
      const isOwn = isLoopback(hostOf(only.text));
      return [
        {
          at: setting.at,
          // The member on this machine is asked first, and knows the others.
          ...(isOwn && { severity: 'info' as const }),
          message: isOwn
            ? `${only.text} is the only etcd member this node is told of, and it runs on this machine: Patroni does not start while it is down, and if it is the whole etcd nobody can elect a new primary when this machine dies.`
            : `${only.text} is the only etcd member this node is told of: Patroni does not start while it is down, and if it is the whole etcd its death demotes the primary.`,
          remedy: 'name three etcd members on three machines under hosts:.',
        },
      ];
    });
  },
};

/** Of `host: a`, `hosts: a,b` or a list below `hosts`. */
function hostsOf({ settings }: PatroniSource, section: string): { text: string; key: string }[] {
  const found: { text: string; key: string }[] = [];
  for (const [key, { value }] of settings) {
    if (value === undefined || !new RegExp(`^${section}/hosts?(?:/\\d+)?$`).test(key)) continue;
    for (const text of value.split(',')) if (text.trim() !== '') found.push({ text: text.trim(), key });
  }
  return found;
}
