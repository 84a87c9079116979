import type { ComparedFile } from './compare-node.ts';
import type { Found } from './found.ts';
import { IMPACTS, worstOf } from './impact.ts';
import type { LineRef, PlannedChange, PlannedLine, SpecPlace } from './plan.ts';

export type PlaceOf = (
  file: ComparedFile,
  line: LineRef,
  fallback: string | undefined,
) => SpecPlace | undefined;

interface Joined {
  readonly found: Found;
  readonly node: string;
  readonly lines: PlannedLine[];
  origin: SpecPlace | undefined;
}

/**
 * One change for all that says the same: on one node differences with one key, whatever file tells them (the hardest
 * gives its words, keepalived.conf before foundation.json); then the same words on several nodes.
 */
export function joinChanges(files: readonly ComparedFile[], placeOf: PlaceOf): PlannedChange[] {
  const perNode = new Map<string, Joined>();
  for (const file of files.toReversed()) {
    for (const found of file.found) {
      const key = `${file.node} ${found.key}`;
      const lines = found.lines.map((line) => ({ ...line, node: file.node, path: file.path }));
      const origin = originOf(file, found, placeOf);
      const other = perNode.get(key);
      if (other === undefined) {
        perNode.set(key, { found, node: file.node, lines, origin });
        continue;
      }
      const harder =
        IMPACTS.indexOf(found.impact) > IMPACTS.indexOf(other.found.impact) ? found : other.found;
      perNode.set(key, {
        ...other,
        found: harder,
        lines: [...other.lines, ...lines],
        origin: other.origin ?? origin,
      });
    }
  }
  return acrossNodes([...perNode.values()].toReversed());
}

function acrossNodes(joined: readonly Joined[]): PlannedChange[] {
  const changes = new Map<string, PlannedChange>();
  for (const { found, node, lines, origin } of joined) {
    const key = `${found.key} ${found.text}`;
    const other = changes.get(key);
    changes.set(key, {
      impact: worstOf([found.impact, other?.impact ?? 'none']),
      text: found.text,
      reason: other?.reason ?? found.reason,
      nodes: [...(other?.nodes ?? []), ...(other?.nodes.includes(node) === true ? [] : [node])],
      origin: other?.origin ?? origin,
      lines: [...(other?.lines ?? []), ...lines],
    });
  }
  return [...changes.values()]
    .map((change) => ({ ...change, lines: once(change.lines) }))
    .toSorted((left, right) => IMPACTS.indexOf(right.impact) - IMPACTS.indexOf(left.impact));
}

function once(lines: readonly PlannedLine[]): PlannedLine[] {
  return [...new Map(lines.map((line) => [Object.values(line).join(' '), line])).values()];
}

/** The new file's place before the old one's. */
function originOf(file: ComparedFile, { lines, origin }: Found, placeOf: PlaceOf): SpecPlace | undefined {
  for (const side of ['after', 'before'] as const) {
    for (const line of lines.filter((one) => one.side === side)) {
      const place = placeOf(file, line, origin);
      if (place !== undefined) return place;
    }
  }
  return undefined;
}
