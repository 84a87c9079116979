import { readFoundation } from '../../release/plan/foundation-facts.ts';
import { type Contender, movesOf } from '../../release/plan/holder-moves.ts';
import type { ReleaseFile } from '../../release/release.ts';

type Files = readonly Pick<ReleaseFile, 'node' | 'path' | 'text'>[];

/**
 * VIPs that another node may take while the release is applied, because the change asks for it.
 * @param holders VIP → the node that holds it
 */
export function allowedMoves(
  before: Files,
  after: Files,
  holders: Readonly<Record<string, string>>,
): readonly string[] {
  const former = vipsOf(before);
  const next = vipsOf(after);
  return [...next].flatMap(([vip, nodes]) => {
    const contenders = [...nodes].flatMap(([node, wanted]): Contender[] => {
      const found = former.get(vip)?.get(node);
      return found === undefined ? [] : [{ node, before: found, after: wanted }];
    });
    const holder = holders[vip];
    const leaves = holder !== undefined && !nodes.has(holder);
    return leaves || movesOf(contenders, holder).length > 0 ? [vip] : [];
  });
}

/** VIP → node → what its foundation is told. */
function vipsOf(files: Files): Map<string, Map<string, Contender['before']>> {
  const all = new Map<string, Map<string, Contender['before']>>();
  for (const { node, path, text } of files) {
    if (path !== 'foundation.json') continue;
    for (const vip of readFoundation(text)?.config.vips ?? []) {
      all.set(vip.name, (all.get(vip.name) ?? new Map<string, Contender['before']>()).set(node, vip));
    }
  }
  return all;
}
