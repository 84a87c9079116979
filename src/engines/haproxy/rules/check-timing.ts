import type { Proxy, Server } from '../meaning/meaning.ts';
import { parseHaproxyTime } from '../meaning/parse-time.ts';
import { timeoutOf } from '../meaning/timeout-of.ts';
import { checkKindOf } from './check-kind.ts';

/** How a server's checks are paced; all times in milliseconds. */
export interface CheckTiming {
  readonly inter: number;
  /** Between checks once one has failed: `fastinter`, else `inter`. */
  readonly fastInter: number;
  readonly fall: number;
  /** How long one check of a server that accepts and says nothing lasts, or of one that does not answer at all. */
  readonly attempt: number;
}

/**
 * Defaults: inter 2s, fall 3 (configuration manual, 5.2). Without `timeout check` the whole check has `inter`; with it,
 * connecting has the shorter of `timeout connect` and `inter`, and the answer `timeout check`. A check that only
 * connects never waits for an answer. Undefined when a value is not known (a variable).
 */
export function checkTimingOf(proxy: Proxy, server: Server): CheckTiming | undefined {
  const inter = timeOption(server, 'inter', 2_000);
  if (inter === undefined) return undefined;
  const fastInter = timeOption(server, 'fastinter', inter);
  const fall = Number(server.options.get('fall')?.values[0] ?? 3);
  const attempt = attemptOf(proxy, inter);
  if (fastInter === undefined || attempt === undefined || !Number.isInteger(fall) || fall < 1)
    return undefined;
  return { inter, fastInter, fall, attempt };
}

function timeOption(server: Server, name: string, fallback: number): number | undefined {
  const option = server.options.get(name);
  return option === undefined ? fallback : parseHaproxyTime(option.values[0] ?? '');
}

function attemptOf(proxy: Proxy, inter: number): number | undefined {
  const check = timeoutOf(proxy, 'check');
  const connect = timeoutOf(proxy, 'connect');
  const isSet = check !== undefined && check.ms !== 0;
  if (isSet && check.ms === undefined) return undefined;
  if (isSet && checkKindOf(proxy) !== undefined) return check.ms;
  if (connect === undefined || connect.ms === 0) return inter;
  return connect.ms === undefined
    ? undefined
    : checkKindOf(proxy) === undefined
      ? Math.min(connect.ms, inter)
      : inter;
}

/** A hang can begin just after a check, every one of `fall` checks lasts `attempt`, and between them lies the pause. */
export function slowestDetectionMs({ inter, fastInter, fall, attempt }: CheckTiming): number {
  return inter + fall * attempt + (fall - 1) * fastInter;
}
