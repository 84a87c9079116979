import ipaddr from 'ipaddr.js';
import type { Ip } from '../base/address.ts';
import type { Track } from '../engines/keepalived/meaning/meaning.ts';
import { type Candidate, OWNER } from './failover-arithmetic.ts';
import { baseOf, type Member, preempts, sourceOf } from './vrrp-group.ts';

/** A member as the arithmetic sees it. */
export interface Entrant {
  readonly member: Member;
  readonly candidate: Candidate;
  /** Tracks that Keepalived drops, and why, in words that follow "because". */
  readonly dropped: readonly { readonly track: Track; readonly because: string }[];
}

/**
 * undefined = its priority is not known: a weighted track file may hold any number, what a sync group tracks may move all
 * its members, a weight may hang on a condition, and a priority out of range is replaced by Keepalived.
 */
export function entrantOf(member: Member): Entrant | undefined {
  const { instance, node } = member;
  const base = baseOf(instance);
  if (base === undefined || tracksElsewhere(member) || !areTracksKnown(member)) return undefined;
  const because = whyWeightsAreDropped(member, base);
  const counted = instance.tracks.filter(({ weight }) => weight === 0 || because === undefined);
  if (counted.some(({ kind, weight }) => kind === 'file' && weight !== 0)) return undefined;
  return {
    member,
    candidate: {
      name: node.name,
      base,
      address: addressNumber(sourceOf(instance)),
      preempts: preempts(instance),
      checks: counted.map(({ kind, name, weight, isReversed }) => ({
        name: `${kind} ${name}`,
        weight,
        isReversed,
      })),
    },
    dropped:
      because === undefined
        ? []
        : instance.tracks.filter(({ weight }) => weight !== 0).map((track) => ({ track, because })),
  };
}

/** What its sync group tracks counts for it too; a file that was not given may hold more. */
export function tracksElsewhere({ instance, keepalived }: Member): boolean {
  const group = keepalived.syncGroups.find(({ name }) => name === instance.syncGroup);
  return keepalived.isPartial || (group !== undefined && group.tracks.length > 0);
}

function areTracksKnown({ instance, keepalived }: Member): boolean {
  const { scripts, trackFiles, trackProcesses } = keepalived;
  const tracked = new Set(instance.tracks.map(({ name }) => name));
  return [...scripts, ...trackFiles, ...trackProcesses].every(
    ({ name, unknown }) => !tracked.has(name) || unknown.length === 0,
  );
}

/** Measured with 2.2.7: "ignoring tracked script … with weights due to SYNC group" and "… due to address_owner". */
function whyWeightsAreDropped({ instance, keepalived }: Member, base: number): string | undefined {
  if (base === OWNER) return 'priority 255 makes the node the owner of the address, whose priority is fixed';
  const group = keepalived.syncGroups.find(({ name }) => name === instance.syncGroup);
  if (group === undefined || group.tracksWeights) return undefined;
  return `${instance.name} is in sync group ${group.name}, which has no sync_group_tracking_weight`;
}

function addressNumber(ip: Ip | undefined): bigint | undefined {
  if (ip === undefined) return undefined;
  const bytes = ipaddr.parse(ip.address).toByteArray();
  return bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
}
