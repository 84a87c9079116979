import { CHECK_OPTIONS } from '../meaning/check-options.ts';
import type { Option, Proxy, Section, Server, Statement } from '../meaning/meaning.ts';

const KINDS: ReadonlySet<string> = new Set(CHECK_OPTIONS);

const KNOWN = new WeakMap<Proxy, CheckKind | undefined>();

export interface CheckKind {
  readonly kind: string;
  readonly statement: Statement;
}

/** The `option` that says how the servers of a proxy are checked; undefined = by connecting only. */
export function checkKindOf(proxy: Proxy): CheckKind | undefined {
  if (!KNOWN.has(proxy)) KNOWN.set(proxy, lookFor(proxy));
  return KNOWN.get(proxy);
}

function lookFor(proxy: Proxy): CheckKind | undefined {
  for (const section of [proxy, ...proxy.defaults] as readonly Section[]) {
    const last = section.byKeyword
      .get('option')
      ?.findLast(({ args, modifier }) => modifier === undefined && KINDS.has(args[0] ?? ''));
    if (last !== undefined) return { kind: last.args[0] ?? '', statement: last };
  }
  return undefined;
}

/** The keyword that makes a server's health known: `check`, `agent-check` or `track`. */
export function healthSourceOf(server: Server): Option | undefined {
  return server.options.get('check') ?? server.options.get('agent-check') ?? server.options.get('track');
}
