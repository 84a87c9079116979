import type { Track, VrrpScript } from '../engines/keepalived/meaning/meaning.ts';
import { advertSecondsOf, baseOf, DEFAULT_PRIORITY, type Member, versionOf } from './vrrp-group.ts';

/** How long something takes at the most, and the sum that says so: `3 × 1 s adverts + 0.648 s skew`. */
export interface Sum {
  readonly ms: number;
  readonly text: string;
}

/**
 * From the last advert of a holder to the first of its heir: three adverts and the skew, which shortens the wait of those
 * with a higher priority (RFC 3768 and RFC 5798, 6.1). In version 3 the holder's interval counts on all nodes.
 */
export function silenceTime(holder: Member, heir: Member): Sum {
  const version = versionOf(heir.instance);
  const advert = advertSecondsOf(version === 3 ? holder.instance : heir.instance);
  const skew = skewSeconds(heir, version, advert);
  return {
    ms: Math.round((3 * advert + skew) * 1_000),
    text: `3 × ${advert} s adverts + ${round(skew)} s skew of ${heir.node.name} (priority ${baseOf(heir.instance) ?? DEFAULT_PRIORITY})`,
  };
}

/** (256 - priority) / 256 of a second in version 2, of the advert interval in version 3. */
function skewSeconds({ instance }: Member, version: number, advert: number): number {
  const share = (256 - (baseOf(instance) ?? DEFAULT_PRIORITY)) / 256;
  return version === 3 ? share * advert : share;
}

/**
 * From the death of what a script checks until the priority changes: it may die right after a good run, so `fall` whole
 * intervals pass.
 */
export function scriptTime(script: VrrpScript): Sum {
  const interval = script.intervalSeconds?.value ?? 1;
  const fall = script.fall?.value ?? 1;
  return {
    ms: Math.round(interval * fall * 1_000),
    text: `${fall} × ${interval} s interval of ${script.name}`,
  };
}

/** The same for a service that accepts and never answers: each run lasts until its time-out. */
export function hungScriptTime(script: VrrpScript): Sum {
  const interval = script.intervalSeconds?.value ?? 1;
  const timeout = script.timeoutSeconds?.value ?? interval;
  const fall = script.fall?.value ?? 1;
  const step = Math.max(interval, timeout);
  return {
    ms: Math.round((interval + (fall - 1) * step + timeout) * 1_000),
    text: `${interval} s until the next run of ${script.name} + ${fall - 1} × ${step} s + its time-out of ${timeout} s`,
  };
}

/**
 * From the check's verdict to the first advert of the heir. A holder in FAULT says so (priority 0), and the heir waits its
 * skew only; one whose priority fell is outwaited: the heir ignores its adverts until its own timer ends.
 */
export function moveTime(track: Track, holder: Member, heir: Member): Sum {
  if (track.weight !== 0) {
    const silence = silenceTime(holder, heir);
    const delay = heir.instance.preemptDelay?.value ?? 0;
    const isDelayed = delay > 0 && heir.instance.state?.value !== 'MASTER';
    if (!isDelayed) return silence;
    return {
      ms: silence.ms + Math.round(delay * 1_000),
      text: `${silence.text} + ${delay} s preempt_delay`,
    };
  }
  const version = versionOf(heir.instance);
  const skew = skewSeconds(heir, version, advertSecondsOf(version === 3 ? holder.instance : heir.instance));
  return { ms: Math.round(skew * 1_000), text: `${round(skew)} s skew of ${heir.node.name}` };
}

function round(seconds: number): number {
  return Math.round(seconds * 1_000) / 1_000;
}
