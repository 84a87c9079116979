import type { NotifyEvent, NotifySeverity } from '../spec/notify-events.ts';
import type { Secret } from './site.ts';

/** A way to tell people, and what they want to be told. */
export interface Channel {
  readonly name: string;
  readonly to: ChannelTarget;
  /** undefined = everything. */
  readonly events: readonly NotifyEvent[] | undefined;
  /** The least that it is told. */
  readonly minSeverity: NotifySeverity;
  /** What happens within this time goes into one message. */
  readonly groupMs: number;
  /** What still needs a person is told again after this time. */
  readonly repeatMs: number;
  /** More than so many changes of one thing within this time are told once, as flapping. */
  readonly damp: { readonly changes: number; readonly withinMs: number };
  /** How long one attempt may take. */
  readonly timeoutMs: number;
  /** PEM file on the node; undefined = the runtime's own list of authorities. */
  readonly ca: string | undefined;
}

export type ChannelTarget =
  | { readonly kind: 'webhook'; readonly url: string | Secret; readonly token: Secret | undefined }
  | { readonly kind: 'slack'; readonly url: Secret }
  | { readonly kind: 'pagerduty'; readonly url: string; readonly key: Secret }
  | {
      readonly kind: 'email';
      readonly host: string;
      readonly port: number;
      readonly tls: 'starttls' | 'tls' | 'none';
      readonly from: string;
      readonly to: readonly string[];
      /** undefined = nobody logs in. */
      readonly login: { readonly user: string; readonly password: Secret } | undefined;
    }
  /** Program and arguments. */
  | { readonly kind: 'command'; readonly argv: readonly string[] };
