import { linesBetween } from './found.ts';
import { type LineRef } from './plan.ts';

/** A value of JSON with the lines it stands on when it is printed with an indentation of 2. */
export interface JsonNode {
  readonly value: unknown;
  /** 1-based. */
  readonly first: number;
  readonly last: number;
  /** By key, or by index as text. */
  readonly children: Readonly<Record<string, JsonNode>>;
}

/** undefined when the text is not what `JSON.stringify(value, undefined, 2)` writes: somebody else wrote it. */
export function readJsonLines(text: string): JsonNode | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return `${JSON.stringify(value, undefined, 2)}\n` === text ? nodeAt(value, 1) : undefined;
}

function nodeAt(value: unknown, first: number): JsonNode {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const children: Record<string, JsonNode> = {};
  let line = first;
  for (const [key, child] of entries) {
    const node = nodeAt(child, line + 1);
    children[key] = node;
    line = node.last;
  }
  return { value, first, last: entries.length === 0 ? first : line + 1, children };
}

export function linesOfNode(side: LineRef['side'], node: JsonNode | undefined): LineRef[] {
  return node === undefined ? [] : linesBetween(side, node.first, node.last);
}
