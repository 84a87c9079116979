import { Document, isCollection, isMap, isScalar, type Node, visit } from 'yaml';
import type { Draft } from './draft.ts';

const SECTIONS = [
  'nodes',
  'vips',
  'wazuh',
  'services',
  'pools',
  'stats',
  'log',
  'errorPages',
  'raw',
] as const;
const WIDTH = 100;

/** The draft as the text of a spec, in the order in which people read one; comments stand above what they speak of. */
export function writeSpec({ spec, comments }: Draft): string {
  const { wazuh, stats, log, errorPages, raw } = spec;
  const document = new Document({
    version: 1,
    name: spec.name,
    nodes: spec.nodes,
    vips: spec.vips,
    ...(wazuh === undefined ? {} : { wazuh }),
    // The preset makes its own.
    ...(wazuh !== undefined && isEmpty(spec.services) ? {} : { services: spec.services }),
    ...(wazuh !== undefined && isEmpty(spec.pools) ? {} : { pools: spec.pools }),
    ...(stats === undefined ? {} : { stats }),
    ...(log === undefined ? {} : { log }),
    ...(isEmpty(errorPages) ? {} : { errorPages }),
    ...(isEmpty(raw) ? {} : { raw }),
  });
  document.commentBefore = ' yaml-language-server: $schema=./holdfast.schema.json';
  for (const section of SECTIONS) {
    const pair = keyOf(document.contents, section);
    if (pair !== undefined) pair.spaceBefore = true;
  }
  for (const [path, lines] of comments) {
    const keys = path.split('/');
    const parent = document.getIn(keys.slice(0, -1), true);
    const key = keyOf(parent, keys.at(-1) ?? '');
    if (key !== undefined) key.commentBefore = lines.map((line) => ` ${line}`).join('\n');
  }
  visit(document, {
    Map: (_, node) => {
      node.flow = fitsOneLine(node);
    },
    Seq: (_, node) => {
      node.flow = fitsOneLine(node);
    },
    Scalar: (_, node) => {
      if (typeof node.value === 'string' && node.value.includes('\n')) node.type = 'BLOCK_LITERAL';
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

function isEmpty(section: object): boolean {
  return Object.keys(section).length === 0;
}

function keyOf(parent: unknown, name: string): Node | undefined {
  if (!isMap(parent)) return undefined;
  const key = parent.items.find((item) => isScalar(item.key) && String(item.key.value) === name)?.key;
  return isScalar(key) ? key : undefined;
}

/** Small things without comments and raw lines are written as `{ … }`. */
function fitsOneLine(node: Node): boolean {
  if (!isCollection(node)) return false;
  const text = JSON.stringify(node.toJSON());
  if (text.length > WIDTH - 20 || text.includes('\\n')) return false;
  let hasComment = false;
  visit(node, (_, inner) => {
    if (isScalar(inner) && inner.commentBefore) hasComment = true;
  });
  return !hasComment && depthOf(node.toJSON()) <= 2;
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}
