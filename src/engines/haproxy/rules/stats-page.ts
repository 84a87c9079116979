import type { Proxy, Section, Statement } from '../meaning/meaning.ts';

/** Words behind `stats` that switch the page on (configuration manual, "stats enable": each of them does). */
const ENABLING = new Set([
  'admin',
  'auth',
  'enable',
  'hide-version',
  'realm',
  'refresh',
  'scope',
  'show-desc',
  'show-legends',
  'show-node',
  'uri',
]);

/** The lines of a proxy's statistics page, its own and inherited. */
export interface StatsPage {
  readonly proxy: Proxy;
  /** Where the page begins in the file: its own first `stats` line, else the inherited one. */
  readonly first: Statement;
  /** `stats admin`, without its condition if it has none. */
  readonly admin: Statement | undefined;
  /** `stats auth USER:PASSWORD`. */
  readonly auths: readonly Statement[];
  /** Something asks who comes: a password, `stats http-request`, or a rule that refuses. */
  readonly isGuarded: boolean;
  /** Requests are sent elsewhere first, perhaps those without TLS to where TLS is. */
  readonly isRedirected: boolean;
}

/** The page of a proxy that shows one; undefined = none, or not known. */
export function statsPageOf(proxy: Proxy): StatsPage | undefined {
  if (proxy.mode !== 'http') return undefined;
  const lines = [proxy, ...proxy.defaults].flatMap(({ byKeyword }) => byKeyword.get('stats') ?? []);
  const first = lines.find(({ args, modifier }) => modifier === undefined && ENABLING.has(args[0] ?? ''));
  if (first === undefined || lines.some(({ isConditional }) => isConditional)) return undefined;
  const auths = lines.filter(({ args }) => args[0] === 'auth');
  const refuses = (section: Section): boolean =>
    (section.byKeyword.get('http-request') ?? []).some(({ args }) =>
      ['auth', 'deny', 'reject', 'silent-drop', 'tarpit', 'return', 'redirect'].includes(args[0] ?? ''),
    ) ||
    (section.byKeyword.get('tcp-request') ?? []).some(
      ({ args }) => args.includes('reject') || args.includes('silent-drop'),
    ) ||
    (section.byKeyword.get('block') ?? []).length > 0;
  const isGuarded =
    auths.length > 0 ||
    lines.some(({ args }) => args[0] === 'http-request') ||
    [proxy, ...proxy.defaults].some(refuses);
  const isRedirected =
    proxy.byKeyword.has('redirect') ||
    (proxy.byKeyword.get('http-request') ?? []).some(({ args }) => args[0] === 'redirect');
  return {
    proxy,
    first,
    admin: lines.find(({ args }) => args[0] === 'admin'),
    auths,
    isGuarded,
    isRedirected,
  };
}

/** `if TRUE`, `unless FALSE`: no condition at all. */
export function isAlways({ args }: Statement): boolean {
  const [word = '', ...condition] = args.slice(1);
  const text = condition.join(' ');
  return (
    (word === 'if' && /^(?:TRUE|\{ always_true \})$/.test(text)) ||
    (word === 'unless' && /^(?:FALSE|\{ always_false \})$/.test(text))
  );
}
