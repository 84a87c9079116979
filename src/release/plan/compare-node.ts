import type { ReleaseFile } from '../release.ts';
import { diffTexts, type TextDiff } from './changed-lines.ts';
import { compareFoundation, type Moves } from './compare-foundation.ts';
import { compareHaproxy } from './compare-haproxy.ts';
import { compareKeepalived } from './compare-keepalived.ts';
import { compareNginx } from './compare-nginx.ts';
import { type Found, linesBetween } from './found.ts';
import { type FoundationFacts, readFoundation } from './foundation-facts.ts';
import type { InForce, InForceFile, LineRef } from './plan.ts';
import { settleLines } from './settle-lines.ts';

export const PATHS = ['foundation.json', 'haproxy.cfg', 'keepalived.conf', 'nginx.conf'] as const;

/** One file of a node on both sides; '' = it is not there. */
export interface FilePair {
  readonly node: string;
  readonly path: ReleaseFile['path'];
  readonly before: InForceFile | undefined;
  readonly after: InForceFile | undefined;
}

export interface ComparedFile extends FilePair {
  readonly diff: TextDiff;
  /** With the lines of this file that each is the cause of. */
  readonly found: readonly Found[];
}

/** Both sides of one node, file by file. */
export function compareNode(
  pairs: readonly FilePair[],
  moves: Moves,
  holders: InForce['holders'],
): ComparedFile[] {
  const textOf = (path: ReleaseFile['path'], side: 'before' | 'after') =>
    pairs.find((pair) => pair.path === path)?.[side]?.text ?? '';
  const foundations = {
    before: readFoundation(textOf('foundation.json', 'before')),
    after: readFoundation(textOf('foundation.json', 'after')),
  };
  return pairs
    .filter(({ before, after }) => (before?.text ?? '') !== (after?.text ?? ''))
    .map((pair) => {
      const diff = diffTexts(pair, pair.before?.text ?? '', pair.after?.text ?? '');
      return { ...pair, diff, found: settleLines(pair, diff, foundIn(pair, foundations, moves, holders)) };
    });
}

function foundIn(
  { node, path, before, after }: FilePair,
  foundations: Readonly<Record<'before' | 'after', FoundationFacts | undefined>>,
  moves: Moves,
  holders: InForce['holders'],
): Found[] {
  // A node that stays may begin, or cease, to run an engine: then one file is there on one side only.
  const stays = foundations.before !== undefined && foundations.after !== undefined;
  if (stays && path === 'nginx.conf') return compareNginx(before?.text ?? '', after?.text ?? '');
  if (stays && path === 'haproxy.cfg' && (before === undefined || after === undefined))
    return [engineChange(before === undefined ? 'after' : 'before', (before ?? after)?.text ?? '')];
  if (before === undefined || after === undefined) {
    const text = (before ?? after)?.text ?? '';
    return [before === undefined ? joins(node, text) : leaves(node, text, foundations.before, holders)];
  }
  if (path === 'haproxy.cfg') {
    return compareHaproxy(
      { text: before.text, foundation: foundations.before },
      { text: after.text, foundation: foundations.after },
    );
  }
  if (path === 'keepalived.conf') return compareKeepalived(before.text, after.text, moves);
  if (foundations.before === undefined || foundations.after === undefined) return [];
  return compareFoundation(foundations.before, foundations.after, moves);
}

function engineChange(side: LineRef['side'], text: string): Found {
  return {
    key: 'engine/haproxy',
    impact: 'reload',
    text:
      side === 'after'
        ? 'HAProxy runs for the services that ask for it'
        : 'HAProxy is no longer needed, and ends',
    reason: side === 'after' ? undefined : 'its open sessions may end by themselves',
    lines: allLines(side, text),
  };
}

function joins(node: string, text: string): Found {
  return {
    key: `node/${node}`,
    impact: 'new-listener',
    text: `node ${node} joins`,
    reason: 'it starts last, when the others know it',
    origin: `nodes/${node}`,
    lines: allLines('after', text),
  };
}

function leaves(
  node: string,
  text: string,
  foundation: FoundationFacts | undefined,
  holders: InForce['holders'],
): Found {
  const vips = foundation?.config.vips.map(({ name }) => name);
  const isIdle = vips?.every((vip) => (holders[vip] ?? node) !== node) ?? false;
  return {
    key: `node/${node}`,
    impact: isIdle ? 'none' : 'vip-moves',
    text: `node ${node} leaves`,
    reason: isIdle ? 'it holds no VIP' : 'what it holds goes to the others',
    lines: allLines('before', text),
  };
}

function allLines(side: LineRef['side'], text: string): LineRef[] {
  return linesBetween(side, 1, text.split('\n').length);
}
