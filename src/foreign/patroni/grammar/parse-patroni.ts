import { isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { type Problem, problem } from '../../../base/problem.ts';
import type { Span } from '../../../base/text-range.ts';
import { yamlLines } from '../../../spec/yaml-lines.ts';
import { yamlSpan } from '../../yaml-span.ts';
import type { PatroniSetting, PatroniSource } from './source.ts';

/** Deeper nesting than any patroni.yml has: a guard against texts made to overflow the stack. */
const DEEPEST = 50;

export function parsePatroni(
  text: string,
  path: string,
): { patroni: PatroniSource; problems: readonly Problem[] } {
  const lines = yamlLines(text);
  const document = parseDocument(text, { uniqueKeys: false, logLevel: 'silent' });
  const settings = new Map<string, PatroniSetting>();
  const spanOf = (node: unknown): Span => yamlSpan(path, lines, node);

  const visit = (node: unknown, key: unknown, keys: readonly string[]): void => {
    if (keys.length > DEEPEST) return;
    const resolved = isAlias(node) ? node.resolve(document) : node;
    const at = spanOf(isScalar(node) && node.value !== null ? node : key);
    const value = isScalar(resolved) && resolved.value !== null ? resolved.source : undefined;
    if (keys.length > 0) settings.set(keys.join('/'), { value, at });
    if (isMap(resolved)) {
      for (const pair of resolved.items) {
        const name = isScalar(pair.key) ? String(pair.key.value) : undefined;
        if (name !== undefined) visit(pair.value, pair.key, [...keys, name]);
      }
    } else if (isSeq(resolved)) {
      for (const [index, item] of resolved.items.entries()) visit(item, item, [...keys, String(index)]);
    }
  };
  // An alias that contains itself would never end.
  if (document.errors.length === 0) visit(document.contents, document.contents, []);

  const problems = document.errors.map(({ message, pos }) => {
    const { line, col } = lines.linePos(pos[0]);
    const what = message.split(' at line ')[0] ?? message;
    return problem(
      'patroni/unreadable-yaml',
      path,
      { line: Math.max(1, line), column: Math.max(1, col) },
      `Patroni cannot read this file: ${what.replace(/[:.]?$/, '.')}`,
      'Correct the YAML here; `patroni --validate-config FILE` tells more.',
    );
  });
  return { patroni: { path, settings }, problems };
}
