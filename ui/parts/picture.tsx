import { h, type VNode } from 'preact';
import type { Tree } from '../../src/node/show/tree.ts';

/** A picture as the reports have it, too. @param state a class more: how it stands with what it shows */
export function Picture({
  tree,
  id,
  state = '',
}: {
  readonly tree: Tree;
  readonly id?: string;
  readonly state?: string;
}) {
  const attributes = {
    ...tree.attributes,
    class: `${tree.attributes['class'] ?? ''} ${state}`.trim(),
    ...(id === undefined ? {} : { id }),
  };
  return elementOf({ ...tree, attributes });
}

function elementOf({ tag, key, attributes, inner }: Tree): VNode {
  return h(
    tag,
    { ...attributes, ...(key === undefined ? {} : { key }) },
    inner.map((part) => (typeof part === 'string' ? part : elementOf(part))),
  );
}
