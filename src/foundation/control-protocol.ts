import type { FoundationStatus } from './status.ts';

/**
 * One JSON object a line over the unix socket `control.sock`; one answer line a request, except `events`, which goes on
 * with one FoundationEvent a line until the client closes.
 */
export type ControlRequest =
  | { readonly do: 'status' }
  /** Takes what stands in `release/` into force; answers when a new HAProxy and a new nginx serve, where they are needed. */
  | { readonly do: 'reload'; readonly haproxy?: HaproxyReload; readonly nginx?: NginxReload }
  /** Asks the engines about the files of a folder in the run directory, by its name; nothing is taken into force. */
  | { readonly do: 'validate'; readonly dir: string }
  /** Ends the guests, the VIPs first moved away; answers, then the foundation exits. */
  | { readonly do: 'stop' }
  | { readonly do: 'events' }
  /**
   * Asks a former HAProxy process, which ends its sessions and takes no new connection, one of a few things about them
   * (`OLD_HAPROXY_COMMAND`). Its words come as lines `{"text":…}`, then the answer.
   */
  | { readonly do: 'ask-old-haproxy'; readonly pid: number; readonly command: string }
  /** Gives or takes the holder's weight for a VIP: true, false, or null = by the rule again. */
  | { readonly do: 'bonus'; readonly vip: string; readonly value: boolean | null };

/** What a former HAProxy may be asked: how many sessions each server has, which they are, what one does, and to end one. */
export const OLD_HAPROXY_COMMAND =
  /^(show stat -1 4 -1|show sess|show sess all|(show|shutdown) sess(ion)? 0x[0-9a-f]{1,16})$/;

/** More of an answer than this does not wait for who reads it slowly: the connection is closed. */
export const LONGEST_WAIT_BYTES = 33_554_432;

/**
 * What a reload does with HAProxy. Default: a new one, when haproxy.cfg or a socket is another one. keep: it stays, because it
 * is told of the new file over its socket; refused when a socket is another one. anew: a new one in any case.
 */
export type HaproxyReload = 'when-changed' | 'keep' | 'anew';

/** The same of nginx, which can be told nothing while it runs. */
export type NginxReload = Exclude<HaproxyReload, 'keep'>;

/** Of each engine, as a reload wants it. */
export interface EngineReloads {
  readonly haproxy: HaproxyReload;
  readonly nginx: NginxReload;
}

/** What a reload did with each guest; kept = it was not touched. One that is not used is kept. */
export interface Reloaded {
  readonly haproxy: 'kept' | 'reloaded';
  /** undefined = there is none. nginx is always reloaded gracefully when its file or a socket is another one. */
  readonly nginx?: 'kept' | 'reloaded';
  readonly keepalived: 'kept' | 'reloaded';
}

export type ControlAnswer =
  | { readonly ok: true; readonly status?: FoundationStatus; readonly did?: Reloaded }
  | {
      readonly ok: false;
      readonly fault: {
        readonly code: string;
        readonly message: string;
        readonly remedy: string;
        readonly evidence: string;
      };
    };

/** One sentence a thing that happened; `event` is a stable id such as `haproxy-died`. */
export interface FoundationEvent {
  readonly at: string;
  readonly event: string;
  readonly message: string;
}
