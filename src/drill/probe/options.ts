import { parseArgs } from 'node:util';

export interface ProbeOptions {
  readonly target: Target;
  /** New connections, or datagrams, a second. */
  readonly rate: number;
  readonly timeoutMs: number;
  /** Ends by itself after that; SIGTERM ends it sooner. */
  readonly forMs: number;
  readonly longSessions: number;
  readonly out: string;
}

export interface Target {
  /** ping: a Wazuh manager is asked whether it is there, as an agent's `#ping` does. udp: numbered datagrams that are sent back. */
  readonly kind: 'http' | 'tcp' | 'ping' | 'udp';
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  /** http: what is asked for by short requests. */
  readonly path: string;
}

export const USAGE =
  'usage: probe (--url http://HOST[:PORT]/PATH | --tcp HOST:PORT | --ping HOST:PORT | --udp HOST:PORT) --out FILE [--rate 200] [--timeout-ms 1000] ' +
  '[--for-ms 10000] [--request-ms 0] [--long-sessions 0]';

/** undefined = wrong usage. */
export function readOptions(argv: readonly string[]): ProbeOptions | undefined {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        url: text,
        tcp: text,
        ping: text,
        udp: text,
        out: text,
        rate: text,
        'timeout-ms': text,
        'for-ms': text,
        'request-ms': text,
        'long-sessions': text,
      },
    });
    const requestMs = numberOf(values['request-ms'], 0);
    const kind = (['tcp', 'ping', 'udp'] as const).find((one) => values[one] !== undefined);
    const target =
      kind === undefined ? httpTarget(values.url, requestMs) : placeTarget(kind, values[kind] ?? '');
    const options = {
      rate: numberOf(values.rate, 200),
      timeoutMs: numberOf(values['timeout-ms'], 1000) + requestMs,
      forMs: numberOf(values['for-ms'], 10_000),
      longSessions: numberOf(values['long-sessions'], 0),
    };
    if (target === undefined || values.out === undefined || options.rate <= 0) return undefined;
    if (Object.values(options).some((value) => !Number.isFinite(value) || value < 0)) return undefined;
    return { target, ...options, out: values.out };
  } catch {
    return undefined;
  }
}

function numberOf(value: string | undefined, otherwise: number): number {
  return value === undefined ? otherwise : Number(value === '' ? Number.NaN : value);
}

function httpTarget(url: string | undefined, requestMs: number): Target | undefined {
  if (url === undefined) return undefined;
  const { protocol, hostname, port, pathname, search } = new URL(url);
  if (protocol !== 'http:') return undefined;
  const path = requestMs > 0 ? `/slow?ms=${requestMs}` : `${pathname}${search}`;
  return { kind: 'http', host: bare(hostname), port: Number(port || 80), path };
}

function placeTarget(kind: Exclude<Target['kind'], 'http'>, place: string): Target | undefined {
  const colon = place.lastIndexOf(':');
  const port = Number(place.slice(colon + 1));
  if (colon < 1 || !Number.isInteger(port) || port < 1 || port > 65_535) return undefined;
  return { kind, host: bare(place.slice(0, colon)), port, path: '' };
}

function bare(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}
