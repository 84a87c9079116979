/**
 * A piece of SVG or HTML as it is meant, before anybody has drawn it: the dashboard makes elements of it, a report text.
 * Texts are plain; who draws escapes them.
 */
export interface Tree {
  readonly tag: string;
  /** The same part of a drawing that changes; default: its place among its siblings. */
  readonly key?: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly inner: readonly (Tree | string)[];
}

export function tree(
  tag: string,
  attributes: Tree['attributes'] = {},
  inner: readonly (Tree | string)[] = [],
): Tree {
  return { tag, attributes, inner };
}
