import { isAlias, isMap, isScalar, isSeq, type LineCounter, type Pair, Scalar } from 'yaml';
import { type Problem, problem } from '../base/problem.ts';
import type { Place } from '../base/text-range.ts';
import { quoted } from './fields.ts';

/** A YAML document as plain values, with the place of each one. Paths are keys joined with `/`. */
export interface Tree {
  readonly value: unknown;
  /** Of a scalar the value's place, of a map or list its key's. */
  readonly origins: Readonly<Record<string, Place>>;
  /** The place of each key itself. */
  readonly keys: Readonly<Record<string, Place>>;
  readonly raw: readonly RawBlock[];
  readonly problems: readonly Problem[];
  /** Paths whose value had to be left out. */
  readonly spoiled: readonly string[];
}

/** A text under `raw`: its line N stands at `place.line + N` when it was written as a `|` block. */
export interface RawBlock {
  readonly path: string;
  readonly engine: string;
  readonly text: string;
  readonly place: Place;
  readonly isBlock: boolean;
}

// Object.create(null): a key named __proto__ is a key like any other.
const dictionary = <Value>(): Record<string, Value> => Object.create(null) as Record<string, Value>;

/** Duplicates, keys that are no text, and control characters are problems; keys that begin with `x-` are dropped. */
export function yamlTree(contents: unknown, lines: LineCounter, file: string): Tree {
  const origins = dictionary<Place>();
  const keys = dictionary<Place>();
  const raw: RawBlock[] = [];
  const problems: Problem[] = [];
  const spoiled: string[] = [];

  const placeOf = (node: unknown): Place => {
    const offset = (node as { range?: readonly [number, number, number] | null } | null)?.range?.[0] ?? 0;
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const spoil = (path: string, code: string, place: Place, message: string, remedy: string) => {
    problems.push(problem(code, file, place, message, remedy));
    spoiled.push(path);
    return undefined;
  };

  const visit = (node: unknown, path: readonly string[]): unknown => {
    const key = path.join('/');
    if (isMap(node)) return visitMap(node.items as Pair[], path);
    if (isSeq(node)) {
      return node.items.map((item, index) => {
        const inner = [...path, String(index)];
        origins[inner.join('/')] = placeOf(item);
        return visit(item, inner);
      });
    }
    if (isAlias(node)) {
      spoiled.push(key);
      return undefined;
    }
    if (!isScalar(node)) return null;
    origins[key] = placeOf(node);
    if (typeof node.value !== 'string') return node.value;
    return visitText(node as Scalar<string>, path);
  };

  const visitText = (node: Scalar<string>, path: readonly string[]): string | undefined => {
    const engine = engineOfRaw(path);
    const place = placeOf(node);
    const isBlock = node.type === Scalar.BLOCK_LITERAL;
    if (engine !== undefined) raw.push({ path: path.join('/'), engine, text: node.value, place, isBlock });
    const index = badCharacter(node.value, engine !== undefined);
    if (index === undefined) return node.value;
    const code = node.value.charCodeAt(index).toString(16).toUpperCase().padStart(4, '0');
    const message = `The text holds the character U+${code}, which could end a line of a generated file.`;
    return spoil(
      path.join('/'),
      'spec/control-character',
      place,
      message,
      'remove it; a text is one line of printable characters.',
    );
  };

  const visitMap = (pairs: readonly Pair[], path: readonly string[]): Record<string, unknown> => {
    const value: Record<string, unknown> = {};
    for (const pair of pairs) {
      const place = placeOf(pair.key);
      const name = keyText(pair.key);
      if (name === undefined) {
        spoil(
          path.join('/'),
          'spec/yaml-feature',
          place,
          'A key is not a plain word.',
          'write "key: value" with a text as the key.',
        );
        continue;
      }
      if (name.startsWith('x-')) continue;
      const inner = [...path, name];
      const key = inner.join('/');
      if (name.includes('/') || name === '__proto__' || badCharacter(name, false) !== undefined) {
        spoil(
          key,
          'spec/bad-name',
          place,
          `${quoted(name)} cannot be a key.`,
          'use letters, digits, "_", "-" and ".".',
        );
        continue;
      }
      const first = keys[key];
      if (first !== undefined) {
        const message = `The key ${quoted(name)} stands here a second time; the first is on line ${first.line}.`;
        spoil(key, 'spec/duplicate-key', place, message, 'remove or rename one of them.');
        continue;
      }
      keys[key] = place;
      origins[key] = place;
      value[name] = visit(pair.value, inner);
    }
    return value;
  };

  return { value: visit(contents, []), origins, keys, raw, problems, spoiled };
}

/** As written: `007` and `1e3` are names, not numbers. */
function keyText(key: unknown): string | undefined {
  if (!isScalar(key)) return undefined;
  if (typeof key.value === 'string') return key.value;
  return key.source ?? (key.value === null ? undefined : String(key.value as number | boolean));
}

/** `raw/haproxy` of the site, `services/web/raw/haproxy`, `pools/web/servers/web1/raw/haproxy`. */
function engineOfRaw(path: readonly string[]): string | undefined {
  const isRaw = [2, 4, 6].includes(path.length) && path.at(-2) === 'raw';
  return isRaw ? path.at(-1) : undefined;
}

/** Index of the first character that is no text of one line: C0 and C1 controls, U+2028, U+2029, half a surrogate pair. */
function badCharacter(text: string, isRaw: boolean): number | undefined {
  const controls = isRaw ? /(?![\n\t])\p{Cc}/u : /[\p{Cc}\u2028\u2029]/u;
  const index = text.search(controls);
  if (index >= 0) return index;
  if (text.isWellFormed()) return undefined;
  return text.search(/[\ud800-\udfff]/u);
}
