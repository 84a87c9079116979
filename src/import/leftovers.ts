import { asWritten } from '../engines/as-written.ts';
import type { Proxy, Statement } from '../engines/haproxy/meaning/meaning.ts';
import { spanOf } from '../engines/haproxy/meaning/span-of.ts';
import { rawHaproxyFindings } from '../spec/raw-haproxy.ts';
import { type Draft, tell } from './draft.ts';
import { type Side, sideOfKeyword, sideOfOption } from './sides.ts';

/**
 * The lines of a proxy, and those of its defaults that it inherits, that no key of the spec has taken and that belong to
 * this side, as they were written. The remaining ones that cannot be kept are told.
 */
export function leftovers(
  draft: Draft,
  proxy: Proxy,
  side: 'frontend' | 'backend',
  taken: ReadonlySet<Statement>,
  owner: string,
): string {
  const lines: string[] = [];
  for (const statement of inForce(proxy)) {
    if (taken.has(statement) || !belongs(statement, side, proxy)) continue;
    const text = asWritten(statement);
    const [refusal] = rawHaproxyFindings(text);
    const isOwn = proxy.statements.includes(statement);
    if (refusal !== undefined || statement.isConditional) {
      const reason = refusal?.message ?? 'It stands between .if and .endif, which raw lines cannot hold.';
      tell(draft, 'import/left-out', spanOf(statement), `"${text}" is left out: ${reason}`);
      continue;
    }
    lines.push(text);
    if (isOwn)
      tell(draft, 'import/kept-raw', spanOf(statement), `"${text}" stays as a raw line of ${owner}.`);
  }
  return lines.map((line) => `${line}\n`).join('');
}

/** What HAProxy goes by: of the defaults only what the proxy does not say itself, and no `no option`. */
function inForce(proxy: Proxy): Statement[] {
  const own = new Set(proxy.statements.map(slotOf));
  const inherited = [...proxy.defaults].reverse().flatMap((section) => section.statements);
  const last = new Map(inherited.map((statement) => [slotOf(statement), statement]));
  const kept = [...last.values()].filter(
    (statement) => statement.modifier === undefined && (!own.has(slotOf(statement)) || isRepeated(statement)),
  );
  return [...kept, ...proxy.statements];
}

/** Lines with the same slot replace one another; rules and ACLs add up. */
function slotOf(statement: Statement): string {
  const { keyword, args } = statement;
  if (keyword === 'option' || keyword === 'timeout' || keyword === 'errorfile')
    return `${keyword} ${args[0]}`;
  return isRepeated(statement) ? `${statement.path}:${statement.line}` : keyword;
}

function isRepeated({ keyword }: Statement): boolean {
  return /^(acl|capture|use_backend|use-server|filter|declare|redirect|(http|tcp)-(request|response|check|after-response))$/.test(
    keyword,
  );
}

/** Time-outs that are keys of the spec; the importers of services and pools read them where they are in force. */
const KNOWN_TIMEOUTS = new Set(
  'connect client server queue tunnel check http-request http-keep-alive'.split(' '),
);
const BACKEND_TIMEOUTS = new Set(['server-fin']);

function belongs(statement: Statement, side: 'frontend' | 'backend', proxy: Proxy): boolean {
  if (statement.modifier === 'default') return false;
  const belongsTo = sideOf(statement, proxy.statements.includes(statement));
  if (belongsTo === 'ours') return false;
  if (belongsTo !== undefined && belongsTo !== 'both') return belongsTo === side;
  // Neither table knows it: it stays where it stands; a listen's rules belong to its frontend half.
  return proxy.kind === side || (proxy.kind === 'listen' && (side === 'frontend' || belongsTo === 'both'));
}

function sideOf({ keyword, args }: Statement, isOwn: boolean): Side | undefined {
  const [first = ''] = args;
  if (keyword === 'option') return sideOfOption(first);
  if (keyword === 'timeout') {
    if (KNOWN_TIMEOUTS.has(first)) return 'ours';
    return BACKEND_TIMEOUTS.has(first) ? 'backend' : 'frontend';
  }
  // Those of `defaults` become the site's.
  if (keyword === 'errorfile') return isOwn ? 'frontend' : 'ours';
  return sideOfKeyword(keyword);
}
