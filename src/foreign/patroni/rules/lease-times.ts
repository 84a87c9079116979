import type { Span } from '../../../base/text-range.ts';
import type { PatroniSource } from '../grammar/source.ts';

/** Patroni's own values, in seconds. */
const DEFAULTS = { ttl: 30, loop_wait: 10, retry_timeout: 10 } as const;

export interface LeaseTimes {
  readonly ttl: number;
  readonly loopWait: number;
  readonly retryTimeout: number;
  /** Of the ttl where it is said, else of another one that is. */
  readonly at: Span;
}

/** Where the first start takes them from (`bootstrap.dcs`); undefined when none of the three is said or one is no number. */
export function leaseTimes({ settings }: PatroniSource): LeaseTimes | undefined {
  const said = (name: keyof typeof DEFAULTS) => settings.get(`bootstrap/dcs/${name}`) ?? settings.get(name);
  const at = (said('ttl') ?? said('loop_wait') ?? said('retry_timeout'))?.at;
  const number = (name: keyof typeof DEFAULTS) => {
    const value = said(name)?.value;
    return value === undefined ? DEFAULTS[name] : Number(value);
  };
  const [ttl, loopWait, retryTimeout] = [number('ttl'), number('loop_wait'), number('retry_timeout')];
  if (at === undefined || !Number.isFinite(ttl + loopWait + retryTimeout)) return undefined;
  return { ttl, loopWait, retryTimeout, at };
}
