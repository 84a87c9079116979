import type { CipherName } from '../../protocol/cipher.ts';
import type { Endpoint } from '../program-options.ts';

/** How every agent of a fleet behaves; the delays are those of Wazuh 4.14. */
export interface AgentRules {
  /** Managers in the order of `<server>` blocks, or one balancer. */
  readonly servers: readonly Endpoint[];
  readonly crypto: CipherName;
  /** `v4.14.7` */
  readonly version: string;
  /** A keepalive so often (`notify_time`). */
  readonly notifyMs: number;
  /** Without any word of the manager for so long, the agent connects again (`time-reconnect`). */
  readonly silentMs: number;
  /** How long an agent waits for the answer to its startup (`agent.recv_timeout`). */
  readonly ackMs: number;
  /** Between two tries (`retry_interval`), and before the next server. */
  readonly retryMs: number;
  /** Tries on one server before the next (`max_retries`). */
  readonly tries: number;
  /** Between an enrollment and the first connection (`delay_after_enrollment`). */
  readonly enrolledDelayMs: number;
  /** An event so often; 0 = only the one that says that the agent has started. */
  readonly eventEveryMs: number;
}

export function agentRules(
  said: Pick<AgentRules, 'servers' | 'crypto' | 'version'>,
  seconds: { readonly notify: number; readonly eventEvery: number; readonly scale: number },
): AgentRules {
  const ms = (count: number) => Math.max(1, Math.round(count * 1000 * seconds.scale));
  // `time-reconnect` is forced to three keepalives when it is not more.
  const silent = seconds.notify * 3 >= 60 ? seconds.notify * 3 : 60;
  return {
    ...said,
    notifyMs: ms(seconds.notify),
    silentMs: ms(silent),
    ackMs: ms(60),
    retryMs: ms(10),
    tries: 5,
    enrolledDelayMs: ms(20),
    eventEveryMs: seconds.eventEvery === 0 ? 0 : ms(seconds.eventEvery),
  };
}

/** Events that an agent keeps while it is not connected … */
export const BUFFERED_EVENTS = 5_000;
/** … and how many of them it sends in a second afterwards. */
export const EVENTS_PER_SECOND = 500;
