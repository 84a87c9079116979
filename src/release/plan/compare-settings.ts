import type { SourceEntry } from '../../engines/keepalived/grammar/source.ts';
import type { Found } from './found.ts';
import { braceLines, type Setting, settingsOf } from './keepalived-blocks.ts';

/** What is told of a keyword that differs. */
type Tell = (keyword: string, removed: readonly Setting[], added: readonly Setting[]) => Omit<Found, 'lines'>;

/** The keywords of a block that differ, each told once. */
export function compareSettings(former: SourceEntry, next: SourceEntry, tell: Tell): Found[] {
  const [was, becomes] = [settingsOf('before', former), settingsOf('after', next)];
  const keywords = new Set([...was, ...becomes].map(({ keyword }) => keyword));
  return [...keywords].flatMap((keyword) => {
    const [old, young] = [was, becomes].map((list) => list.filter((one) => one.keyword === keyword));
    const removed = without(old ?? [], young ?? []);
    const added = without(young ?? [], old ?? []);
    const isMoved =
      removed.length + added.length === 0 &&
      old?.map(({ words }) => words).join('\n') !== young?.map(({ words }) => words).join('\n');
    if (removed.length + added.length === 0 && !isMoved) return [];
    const lines = (isMoved ? [...(old ?? []), ...(young ?? [])] : [...removed, ...added]).flatMap(
      (one) => one.lines,
    );
    const braces = [...braceLines('before', former, keyword), ...braceLines('after', next, keyword)];
    return [
      {
        ...tell(keyword, isMoved ? (old ?? []) : removed, isMoved ? (young ?? []) : added),
        lines: [...lines, ...braces],
      },
    ];
  });
}

/** What no other says in the same words. */
export function without(list: readonly Setting[], others: readonly Setting[]): Setting[] {
  return list.filter(({ words }) => !others.some((other) => other.words === words));
}
