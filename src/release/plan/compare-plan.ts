import { specPlace } from '../../engines/spec-place.ts';
import type { Site } from '../../site/site.ts';
import { digestFiles } from '../digest-files.ts';
import { explainLine } from '../explain-line.ts';
import type { Moves } from './compare-foundation.ts';
import { type ComparedFile, compareNode, type FilePair, PATHS } from './compare-node.ts';
import { readFoundation } from './foundation-facts.ts';
import { type Contender, movesOf } from './holder-moves.ts';
import { worstOf } from './impact.ts';
import { joinChanges } from './join-changes.ts';
import type {
  DiffLine,
  FileDiff,
  InForce,
  InForceFile,
  LineRef,
  Plan,
  PlannedChange,
  SpecPlace,
  Wanted,
} from './plan.ts';

/*
 * What a release changes of what is in force, and what that does to people who are connected.
 *
 * 1. Equal files, no plan: no change is told where every file is the same, byte for byte.
 * 2. Every changed line has a cause: it belongs to at least one change, so nothing is changed that the list of changes
 *    does not tell. A line that is not understood is a change of its own, as hard as it can be.
 * 3. The diff is the truth: put on what is in force it gives the release.
 * 4. The impact is that of the strictest engine that is supported, and of nodes that are changed one after another, the
 *    standby first: what is good in the end but gives two holders in between is an interruption.
 * 5. What an instance of VRRP advertises (router id, version, password, sender, addresses) does not change in place.
 */
export function comparePlan(before: InForce, after: Wanted): Plan {
  const pairs = pairsOf(before, after);
  const moves = movesIn(pairs, before.holders);
  const nodes = [...new Set(pairs.map(({ node }) => node))];
  const files = nodes.flatMap((node) =>
    compareNode(
      pairs.filter((pair) => pair.node === node),
      moves,
      before.holders,
    ),
  );
  const sites = { before: before.site, after: after.site };
  const changes = joinChanges(files, (file, line, fallback) => placeOf(file, line, sites, fallback));
  return {
    site: after.release.site,
    impact: worstOf(changes.map(({ impact }) => impact)),
    before: digestFiles(before.files),
    after: after.release.digest,
    changes,
    files: files.map((file) => fileDiff(file, sites, changes)),
  };
}

/** The release's nodes in its order, then those that leave. */
function pairsOf(before: InForce, { release }: Wanted): FilePair[] {
  const nodes = [...new Set([...release.files, ...before.files].map(({ node }) => node))];
  const find = (files: readonly InForceFile[], node: string, path: FilePair['path']) =>
    files.find((file) => file.node === node && file.path === path);
  return nodes.flatMap((node) =>
    PATHS.map((path) => ({
      node,
      path,
      before: find(before.files, node, path),
      after: find(release.files, node, path),
    })),
  );
}

function movesIn(pairs: readonly FilePair[], holders: InForce['holders']): Moves {
  const contenders = new Map<string, Contender[]>();
  for (const { node, path, before, after } of pairs) {
    if (path !== 'foundation.json' || before === undefined || after === undefined) continue;
    const [former, next] = [readFoundation(before.text), readFoundation(after.text)];
    for (const vip of next?.config.vips ?? []) {
      const other = former?.config.vips.find(({ name }) => name === vip.name);
      if (other === undefined) continue;
      contenders.set(vip.name, [...(contenders.get(vip.name) ?? []), { node, before: other, after: vip }]);
    }
  }
  return Object.fromEntries([...contenders].map(([vip, list]) => [vip, movesOf(list, holders[vip])]));
}

type Sites = Readonly<Record<LineRef['side'], Site | undefined>>;

/** Where in the spec of its side a line comes from. */
function placeOf(
  file: ComparedFile,
  { side, line }: LineRef,
  sites: Sites,
  fallback?: string,
): SpecPlace | undefined {
  const site = sites[side];
  const content = file[side];
  if (site === undefined || content === undefined) return undefined;
  const { origins, text } = content;
  const origin = (origins === undefined ? undefined : explainLine({ text, origins }, line)) ?? fallback;
  if (origin === undefined || !stands(site, origin)) return undefined;
  return { origin, path: site.file, ...specPlace(site, origin) };
}

/** Something of the path is in the spec, so that its place is not merely the first line. */
function stands(site: Site, origin: string): boolean {
  const keys = origin.split('/');
  return keys.some((_, index) => Object.hasOwn(site.origins, keys.slice(0, index + 1).join('/')));
}

function fileDiff(file: ComparedFile, sites: Sites, changes: readonly PlannedChange[]): FileDiff {
  const causes = changes.filter(({ lines }) =>
    lines.some(({ node, path }) => node === file.node && path === file.path),
  );
  const origins = new Map<string, SpecPlace>();
  for (const { origin, lines } of causes) {
    for (const { node, path, side, line } of lines) {
      if (origin !== undefined && node === file.node && path === file.path)
        origins.set(`${side} ${line}`, origin);
    }
  }
  const place = (line: Omit<DiffLine, 'origin'>): SpecPlace | undefined => {
    if (line.sign === ' ') return undefined;
    const ref =
      line.sign === '+'
        ? ({ side: 'after', line: line.after ?? 0 } as const)
        : ({ side: 'before', line: line.before ?? 0 } as const);
    return placeOf(file, ref, sites) ?? origins.get(`${ref.side} ${ref.line}`);
  };
  return {
    node: file.node,
    path: file.path,
    impact: worstOf(causes.map(({ impact }) => impact)),
    patch: file.diff.patch,
    hunks: file.diff.hunks.map(({ head, lines }) => ({
      head,
      lines: lines.map((line) => ({ ...line, origin: place(line) })),
    })),
  };
}
