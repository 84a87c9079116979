import type { Site } from '../../site/site.ts';
import type { ThroughAnswer, ThroughTarget } from './look-through.ts';
import type { ThroughVip } from './page-site.ts';

/** Somebody who asks services as a client does. */
export interface ThroughProbe {
  /** `the client of the lab`, `this machine`. */
  readonly from: string;
  readonly ask: (target: ThroughTarget) => Promise<ThroughAnswer>;
}

const BEAT_MS = 1_000;
/** A connection that says nothing is a line in the log of some servers: those are asked less often. */
const TCP_BEATS = 5;
/** More services than these are not asked. */
const MOST_TARGETS = 32;

/** Asks every service of the site again and again until the signal, and tells the answers. */
export function seeThrough(
  probe: ThroughProbe,
  siteNow: () => Site | undefined,
  signal: AbortSignal,
  tell: (results: readonly ThroughVip[]) => void,
): void {
  const known = new Map<string, ThroughVip>();
  const asking = new Set<string>();
  let beat = 0;
  const look = () => {
    const targets = targetsOf(siteNow()).slice(0, MOST_TARGETS);
    const keys = new Set(targets.map(keyOf));
    for (const key of known.keys()) if (!keys.has(key)) known.delete(key);
    for (const target of targets) {
      const key = keyOf(target);
      const isDue = target.mode === 'http' || !known.has(key) || beat % TCP_BEATS === 0;
      if (!isDue || asking.has(key)) continue;
      asking.add(key);
      void probe
        .ask(target)
        .catch((error: unknown) => ({ ok: undefined, says: `it could not be asked: ${String(error)}` }))
        .then((answer) => {
          asking.delete(key);
          if (signal.aborted) return;
          known.set(key, resultOf(target, answer, known.get(key), probe.from, Date.now()));
          tell([...known.values()]);
        });
    }
    beat += 1;
  };
  const timer = setInterval(look, BEAT_MS);
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
}

/** One a VIP of each service. */
function targetsOf(site: Site | undefined): readonly ThroughTarget[] {
  return (site?.services ?? []).flatMap(({ name, vips, ports, mode, tls }) =>
    vips.flatMap((vip) => {
      const address = site?.vips.find((one) => one.name === vip)?.addresses[0]?.address;
      const [port] = ports;
      // Nobody need answer a datagram.
      if (address === undefined || port === undefined || mode === 'udp') return [];
      return [{ service: name, vip, address, port, mode, isTls: tls !== undefined }];
    }),
  );
}

function keyOf({ service, address, port }: ThroughTarget): string {
  return `${service} ${address} ${port}`;
}

function resultOf(
  { service, vip, address, port, mode, isTls }: ThroughTarget,
  { ok, says }: { readonly ok: boolean | undefined; readonly says: string },
  before: ThroughVip | undefined,
  from: string,
  nowMs: number,
): ThroughVip {
  const place = `${address.includes(':') ? `[${address}]` : address}:${port}`;
  const target = mode === 'http' ? `${isTls ? 'https' : 'http'}://${place}/` : place;
  const sinceMs = before === undefined ? undefined : before.ok === ok ? before.sinceMs : nowMs;
  return { service, vip, target, ok, says, atMs: nowMs, sinceMs, from };
}
