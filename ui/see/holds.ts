import type { PageEvent } from '../../src/node/page/page-site.ts';

/** A stretch of time in which a VIP was with one node, with nobody, or with several. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
  /** Empty = nobody. */
  readonly nodes: readonly string[];
}

/** Who held a VIP when, from what was told of it; what was before the first word is left out. */
export function holdsOf(events: readonly PageEvent[], vip: string, nowMs: number): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const { kind, at, fields } of events) {
    if (!kind.startsWith('vip-') || fields['vip'] !== vip) continue;
    const nodes = nodesOf(kind, fields);
    if (nodes === undefined) continue;
    const fromMs = Date.parse(at);
    const last = stretches.at(-1);
    if (last !== undefined && last.nodes.join() === nodes.join()) continue;
    if (last !== undefined)
      stretches[stretches.length - 1] = { ...last, toMs: Math.max(last.fromMs, fromMs) };
    stretches.push({ fromMs, toMs: nowMs, nodes });
  }
  return stretches;
}

function nodesOf(kind: string, fields: PageEvent['fields']): readonly string[] | undefined {
  if (kind === 'vip-moved' || kind === 'vip-held') return [String(fields['to'])];
  if (kind === 'vip-no-holder') return [];
  return kind === 'vip-two-holders' ? (fields['nodes'] as string[]) : undefined;
}
