import type { VipShape } from '../../src/node/page/site-shape.ts';
import type { AdvertsSeen } from '../../src/node/vrrp/adverts-seen.ts';
import type { Tone } from './headline.ts';

/** What a node's Keepalived told, and when this page had it by its own clock. */
export interface HeardAdverts {
  readonly seen: AdvertsSeen;
  readonly gotAtMs: number;
}

export interface AdvertWords {
  readonly tone: Tone | 'plain';
  readonly word: string;
  readonly text: string;
  /** How old the last advert was when Keepalived was asked; undefined = there is none. */
  readonly ageMs: number | undefined;
  /** How long ago that was. */
  readonly askedMs: number | undefined;
}

/** What nobody has asked again for so long is not said of now. */
const OLD_MS = 5_000;

/** The adverts of a VIP as one node hears or sends them, in words. @param graceMs silence after which it would take over */
export function advertWords(
  vip: VipShape,
  node: string,
  heard: HeardAdverts | undefined,
  graceMs: number,
  nowMs: number,
): AdvertWords {
  const none = (text: string): AdvertWords => {
    return { tone: 'unknown', word: 'not known', text, ageMs: undefined, askedMs: undefined };
  };
  if (heard === undefined) return none('it was not asked yet');
  const { seen, gotAtMs } = heard;
  const askedMs = Math.max(0, nowMs - gotAtMs);
  const own = seen.instances.find((one) => one.vip === vip.name);
  if (seen.why !== undefined || own === undefined)
    return { ...none(seen.why ?? 'Keepalived told nothing of it'), askedMs };
  const ageMs = own.advertAtMs === undefined ? undefined : Math.max(0, seen.atMs - own.advertAtMs);
  const isOld = askedMs > OLD_MS;
  const of = (tone: Tone, word: string, text: string): AdvertWords => {
    return { tone: isOld ? 'unknown' : tone, word, text, ageMs, askedMs };
  };
  if (own.role === 'MASTER')
    return of('good', 'sends', `one every ${vip.advertMs} ms; while it is the master the others send none`);
  if (own.role === 'FAULT') return of('bad', 'silent', 'it neither sends nor takes any: it is in fault');
  if (own.master === undefined) return of('warn', 'hears none', 'it has heard no master yet');
  const { address, priority } = own.master;
  const from = vip.holders.find(({ source }) => source.includes(address))?.node;
  const text = `${from === undefined ? '' : `${from} `}${address}, priority ${priority}`;
  if (from === node) return of('warn', 'hears itself', text);
  return ageMs !== undefined && ageMs > graceMs ? of('bad', 'late', text) : of('good', 'hears', text);
}
