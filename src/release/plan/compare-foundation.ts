import type { FoundationVip } from '../foundation-config.ts';
import { compareListeners } from './compare-listeners.ts';
import { type Found } from './found.ts';
import type { FoundationFacts } from './foundation-facts.ts';
import { type Move } from './holder-moves.ts';
import { type JsonNode, linesOfNode } from './json-lines.ts';

/** VIP → who loses it to whom while the release is applied. */
export type Moves = Readonly<Record<string, readonly Move[]>>;

/** What one node's foundation has to do otherwise. */
export function compareFoundation(before: FoundationFacts, after: FoundationFacts, moves: Moves): Found[] {
  return [
    ...compareListeners(before, after),
    ...compareVips(before, after, moves),
    ...(['haproxy', 'nginx'] as const).flatMap((engine) =>
      engineTimes(engine, before.json.children[engine], after.json.children[engine]),
    ),
    ...['site', 'node', 'version'].flatMap((key) =>
      changed(key, before.json.children[key], after.json.children[key], {
        key: `foundation/${key}`,
        impact: 'reload',
        origin: 'name',
      }),
    ),
  ];
}

/** An engine that begins or ceases to run is one change, which its own file tells, under the same key. */
function engineTimes(
  engine: 'haproxy' | 'nginx',
  before: JsonNode | undefined,
  after: JsonNode | undefined,
): Found[] {
  const name = engine === 'haproxy' ? 'HAProxy' : 'nginx';
  if (before === undefined && after === undefined) return [];
  if (before === undefined || after === undefined) {
    const lines = [...linesOfNode('before', before), ...linesOfNode('after', after)];
    const text =
      before === undefined
        ? `${name} runs for the services that ask for it`
        : `${name} is no longer needed, and ends`;
    return [{ key: `engine/${engine}`, impact: 'reload', text, lines }];
  }
  return fields(name, before, after, (key) => ({ key: `foundation/${engine}/${key}`, impact: 'reload' }));
}

function compareVips(before: FoundationFacts, after: FoundationFacts, moves: Moves): Found[] {
  const former = vipsOf(before);
  const next = vipsOf(after);
  return [
    ...[...next.keys()].filter((name) => !former.has(name)).map((name) => whole(name, 'after', next)),
    ...[...former.keys()].filter((name) => !next.has(name)).map((name) => whole(name, 'before', former)),
    ...[...next].flatMap(([name, { node }]) => {
      const other = former.get(name);
      if (other === undefined) return [];
      return fields(`VIP ${name}`, other.node, node, (key) => ruleFor(name, key, moves[name] ?? []));
    }),
  ];
}

interface OneVip {
  readonly vip: FoundationVip;
  readonly node: JsonNode | undefined;
}

function vipsOf({ config, json }: FoundationFacts): Map<string, OneVip> {
  return new Map(
    config.vips.map((vip, index) => [vip.name, { vip, node: json.children['vips']?.children[index] }]),
  );
}

/** The lines of foundation.json; what it does to the VIP is said by keepalived.conf, under the same key. */
function whole(name: string, side: 'before' | 'after', vips: ReadonlyMap<string, OneVip>): Found {
  return {
    key: vipKey(name, 'whole'),
    impact: 'reload',
    text: `VIP ${name} is ${side === 'after' ? 'added' : 'removed'}`,
    origin: `vips/${name}`,
    lines: linesOfNode(side, vips.get(name)?.node),
  };
}

/** The key of a change of a VIP, in foundation.json and keepalived.conf alike. */
export function vipKey(name: string, what: string): string {
  return `vip/${name}/${what}`;
}

type Rule = Omit<Found, 'text' | 'lines'>;

/** keepalived.conf tells the same of some fields, and then how hard it is. */
const KEEPALIVED_TELLS: Readonly<Record<string, string>> = {
  priority: 'priority',
  advertMs: 'advert_int',
  takeoverMs: 'advert_int',
  peers: 'unicast_peer',
  interface: 'interface',
  addresses: 'addresses',
  instances: 'whole',
  trackFile: 'track_file',
};

const SPEC_KEYS: Readonly<Record<string, string>> = {
  priority: 'prefer',
  healthyWeight: 'prefer',
  holderWeight: 'prefer',
  advertMs: 'failover/advertise',
  takeoverMs: 'failover/advertise',
  failback: 'failover/failback',
  failbackDelayMs: 'failover/delay',
  addresses: 'address',
  interface: 'interface',
};

function ruleFor(vip: string, field: string, moves: readonly Move[]): Rule {
  const decides = ['priority', 'healthyWeight', 'holderWeight', 'failback'].includes(field);
  return {
    key: vipKey(vip, KEEPALIVED_TELLS[field] ?? field),
    impact: decides && moves.length > 0 ? 'vip-moves' : 'reload',
    reason: decides ? reasonOf(moves) : undefined,
    origin: `vips/${vip}/${SPEC_KEYS[field] ?? ''}`.replace(/\/$/, ''),
  };
}

/** In words: `lb2 takes it when lb1 holds it`. */
export function reasonOf(moves: readonly Move[]): string | undefined {
  if (moves.length === 0) return undefined;
  return `${moves.map(({ from, to }) => `${to} takes it when ${from} holds it`).join(', ')}; sessions end then`;
}

/** One Found for each field of an object that differs. */
function fields(
  subject: string,
  before: JsonNode | undefined,
  after: JsonNode | undefined,
  rule: (key: string) => Rule,
): Found[] {
  const keys = new Set([...Object.keys(before?.children ?? {}), ...Object.keys(after?.children ?? {})]);
  return [...keys].flatMap((key) =>
    changed(`${subject}: ${fieldWords(key)}`, before?.children[key], after?.children[key], rule(key)),
  );
}

function changed(
  what: string,
  before: JsonNode | undefined,
  after: JsonNode | undefined,
  rule: Rule,
): Found[] {
  if (JSON.stringify(before?.value) === JSON.stringify(after?.value)) return [];
  const text = `${what} ${shown(before)} becomes ${shown(after)}`;
  return [{ ...rule, text, lines: [...linesOfNode('before', before), ...linesOfNode('after', after)] }];
}

/** What a field is to the reader; others are called as in the file. */
const FIELD_WORDS: Readonly<Record<string, string>> = {
  addresses: 'its addresses',
  advertMs: 'time between adverts in ms',
  failback: 'fail-back',
  failbackDelayMs: 'delay of the fail-back in ms',
  freezeMs: 'silence in ms after which it is replaced',
  frontends: 'its services',
  healthyWeight: 'weight of health',
  holderWeight: 'weight of holding it',
  peers: "the peers' addresses",
  takeoverMs: 'time in ms that the slowest peer needs to take it',
};

function fieldWords(key: string): string {
  return FIELD_WORDS[key] ?? key;
}

function shown(node: JsonNode | undefined): string {
  return node === undefined ? 'nothing' : shownValue(node.value);
}

function shownValue(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(shownValue).join(', ') || 'none';
  const { address, prefix } = (value ?? {}) as Readonly<Record<string, unknown>>;
  const isAddress = typeof address === 'string' && typeof prefix === 'number';
  return isAddress ? `${address}/${prefix}` : JSON.stringify(value);
}
