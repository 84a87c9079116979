import type { VrrpInstance } from '../../engines/keepalived/meaning/meaning.ts';
import type { Site } from '../../site/site.ts';

/** A node with the VRRP instances of its keepalived.conf. */
interface NodeInstances {
  readonly name: string;
  readonly instances: readonly VrrpInstance[];
}

/** VIPs as keepalived.conf says them. */
export function vipFactsOfFiles(nodes: readonly NodeInstances[]): Map<string, string> {
  const facts = new Map<string, string>();
  for (const { name, instances } of nodes) {
    for (const instance of instances) {
      const bonus = instance.tracks.reduce((sum, { weight }) => sum + Math.max(weight, 0), 0);
      for (const { address, prefix } of [...instance.addresses, ...instance.excludedAddresses]) {
        const place = `VIP ${address}`;
        facts.set(`${place}: prefix`, prefix === undefined ? 'none' : `/${prefix}`);
        facts.set(`${place}: VRRP version`, String(instance.version?.value ?? 2));
        facts.set(`${place}: router id`, String(instance.routerId?.value ?? 'not said'));
        facts.set(`${place}: adverts every`, `${instance.advertSeconds?.value ?? 1} s`);
        facts.set(`${place}: fail-back`, instance.noPreempt === undefined ? 'automatic' : 'manual');
        facts.set(`${place}: priority of ${name}`, String((instance.priority?.value ?? 100) + bonus));
      }
    }
  }
  return facts;
}

/** The same as the site will do it. */
export function vipFactsOfSite({ vips }: Site): Map<string, string> {
  const facts = new Map<string, string>();
  for (const vip of vips) {
    for (const { address, prefix } of vip.addresses) {
      const place = `VIP ${address}`;
      facts.set(`${place}: prefix`, `/${prefix}`);
      facts.set(`${place}: VRRP version`, String(vip.vrrp.version));
      facts.set(`${place}: router id`, String(vip.vrrp.routerId));
      facts.set(`${place}: adverts every`, `${vip.advertMs / 1_000} s`);
      facts.set(`${place}: fail-back`, vip.failback);
      for (const { node, priority } of vip.holders) {
        facts.set(`${place}: priority of ${node}`, String(priority + vip.healthyWeight));
      }
    }
  }
  return facts;
}
