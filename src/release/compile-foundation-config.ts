import { frontendName, redirectName } from '../engines/haproxy/compile/frontend-name.ts';
import { HARD_STOP_MS } from '../engines/hard-stop.ts';
import { advertMs, heldPrefix, instancesOf } from '../engines/keepalived/compile/instances.ts';
import { trackFileOf } from '../engines/keepalived/compile/track-file.ts';
import { listenersOf } from '../site/listeners.ts';
import { runsEngine } from '../site/runs-engine.ts';
import type { Engine, Site, SiteNode, Vip, VipHolder } from '../site/site.ts';
import type { EngineTimes, FoundationConfig, FoundationVip } from './foundation-config.ts';
import type { CompileTarget } from './release.ts';

/** A false alarm costs a second process, not a session; a real node may be paused for longer than a lab. */
const FREEZE_MS = { lab: 500, host: 3_000 } as const;

/** All that the foundation of one node needs to know. */
export function compileFoundationConfig(site: Site, node: SiteNode, target: CompileTarget): FoundationConfig {
  return {
    version: 1,
    site: site.name,
    node: node.name,
    listeners: listenersOf(site, node.name),
    vips: site.vips.flatMap((vip) => {
      const own = vip.holders.find((holder) => holder.node === node.name);
      return own === undefined ? [] : [foundationVip(site, vip, own)];
    }),
    haproxy: engineTimes(site, 'haproxy', target),
    nginx: engineTimes(site, 'nginx', target),
  };
}

function engineTimes(site: Site, engine: Engine, target: CompileTarget): EngineTimes | undefined {
  if (!runsEngine(site, engine)) return undefined;
  return { freezeMs: site.freezeMs ?? FREEZE_MS[target.kind], hardStopMs: HARD_STOP_MS };
}

function foundationVip(site: Site, vip: Vip, own: VipHolder): FoundationVip {
  return {
    name: vip.name,
    interface: own.interface,
    addresses: vip.addresses.map((address) => ({ address: address.address, prefix: heldPrefix(address) })),
    instances: instancesOf(vip).map(({ name }) => name),
    trackFile: trackFileOf(vip),
    healthyWeight: vip.healthyWeight,
    holderWeight: vip.holderWeight,
    failback: vip.failback,
    failbackDelayMs: vip.failbackDelayMs,
    advertMs: advertMs(vip),
    priority: own.priority,
    takeoverMs: takeoverMs(vip, own),
    peers: vip.holders
      .filter((holder) => holder !== own)
      .flatMap(({ source }) => source.map(({ address }) => address)),
    frontends: site.services
      .filter((service) => service.engine === 'haproxy' && service.vips.includes(vip.name))
      .flatMap((service) => [
        frontendName(service, vip.name),
        ...(service.tls?.redirectFrom === undefined ? [] : [redirectName(service, vip.name)]),
      ]),
  };
}

/**
 * How long the slowest healthy peer needs to take over after this node's last advert: 3 adverts and its skew, which is
 * longer the lower its priority, and a margin for a busy machine.
 */
export function takeoverMs(vip: Vip, own: VipHolder): number {
  const peers = vip.holders.filter((holder) => holder !== own);
  if (peers.length === 0) return 0;
  const advert = advertMs(vip);
  const slowest = Math.min(...peers.map(({ priority }) => priority + vip.healthyWeight));
  // Version 2 counts the skew in parts of a second, version 3 in parts of the advert interval (RFC 3768, RFC 5798).
  const skew = (Math.max(0, 256 - slowest) / 256) * (vip.vrrp.version === 2 ? 1_000 : advert);
  return Math.ceil(3 * advert + skew + Math.max(25, advert / 2));
}
