import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type LineCounter,
  parseDocument,
  type YAMLMap,
} from 'yaml';
import { type Problem, problem } from '../../../base/problem.ts';
import type { Span } from '../../../base/text-range.ts';
import { yamlLines } from '../../../spec/yaml-lines.ts';
import { yamlSpan } from '../../yaml-span.ts';
import type { ComposeEntry, ComposeFile, ComposeService, ComposeValue } from './tree.ts';

/** Deeper nesting than any compose file has: a guard against texts made to overflow the stack. */
const DEEPEST = 50;

/** Reads what can be read; broken YAML is a problem, and the rest of the file is still there. */
export function parseCompose(
  text: string,
  path: string,
): { readonly compose: ComposeFile; readonly problems: readonly Problem[] } {
  const lines = yamlLines(text);
  const document = parseDocument(text, { uniqueKeys: false, logLevel: 'silent' });
  const top = entriesOf(readValue(document, lines, path, document.contents));
  const services: readonly ComposeService[] = entriesOf(valueOf(top, 'services')).map(
    ({ key, at, value }) => ({
      name: key,
      at,
      settings: entriesOf(value),
    }),
  );
  const isPart = /override[^/]*$/i.test(path) || top.some(({ key }) => key === 'include');
  const problems = document.errors.map(({ message, pos }) => {
    const { line, col } = lines.linePos(pos[0]);
    const what = message.split(' at line ')[0] ?? message;
    return problem(
      'compose/unreadable-yaml',
      path,
      { line: Math.max(1, line), column: Math.max(1, col) },
      `This is no YAML, and nothing is started from it: ${what.replace(/[:.]?$/, '.')}`,
      'Correct the YAML here; `docker compose config` reads it again.',
    );
  });
  return { compose: { path, services, networks: entriesOf(valueOf(top, 'networks')), isPart }, problems };
}

function valueOf(entries: readonly ComposeEntry[], key: string): ComposeValue | undefined {
  return entries.find((entry) => entry.key === key)?.value;
}

function entriesOf(value: ComposeValue | undefined): readonly ComposeEntry[] {
  return value?.kind === 'map' ? value.entries : [];
}

function readValue(document: Document, lines: LineCounter, path: string, root: unknown): ComposeValue {
  /** Shared, so that aliases of aliases take no more room than the text; undefined while a node is being read. */
  const read = new Map<unknown, ComposeValue | undefined>();

  const spanOf = (node: unknown): Span => yamlSpan(path, lines, node);
  const empty = (node: unknown): ComposeValue => ({ kind: 'scalar', text: '', at: spanOf(node) });

  function visit(node: unknown, depth: number): ComposeValue {
    const target = isAlias(node) ? node.resolve(document) : node;
    if (target === undefined || target === null || depth > DEEPEST) return empty(node);
    if (read.has(target)) return read.get(target) ?? empty(node);
    read.set(target, undefined);
    const value = visitNew(target, depth);
    read.set(target, value);
    return value;
  }

  function visitNew(node: unknown, depth: number): ComposeValue {
    const at = spanOf(node);
    if (isMap(node)) return { kind: 'map', entries: visitMap(node, depth), at };
    if (isSeq(node)) return { kind: 'list', items: node.items.map((item) => visit(item, depth + 1)), at };
    return { kind: 'scalar', text: isScalar(node) ? textOf(node.value, node.source) : '', at };
  }

  /** Keys of the map itself win over those that `<<` brings in; of several the last one does. */
  function visitMap(map: YAMLMap, depth: number): readonly ComposeEntry[] {
    const own = new Map<string, ComposeEntry>();
    const merged = new Map<string, ComposeEntry>();
    for (const pair of map.items) {
      const key = isScalar(pair.key) ? String(pair.key.value) : '';
      const value = visit(pair.value, depth + 1);
      if (key !== '<<') own.set(key, { key, at: spanOf(pair.key), value });
      else for (const entry of mergedEntries(value)) merged.set(entry.key, merged.get(entry.key) ?? entry);
    }
    return [...new Map([...merged, ...own]).values()];
  }

  return visit(root, 0);
}

function mergedEntries(value: ComposeValue): readonly ComposeEntry[] {
  if (value.kind === 'list') return value.items.flatMap(mergedEntries);
  return value.kind === 'map' ? value.entries : [];
}

/** As written, so that `yes` and `0755` stay what they are. */
function textOf(value: unknown, source: string | undefined): string {
  if (value === null) return '';
  return source ?? (typeof value === 'string' ? value : JSON.stringify(value));
}
