import type { DrillRun, PageBeat, PageSite } from '../../src/node/page/page-site.ts';
import { twoHoldersNow } from './live-course.ts';
import { silentNodes } from './stale.ts';
import { spanWords } from './time-words.ts';

export interface Banner {
  /** scream: whatever else there is, this first. */
  readonly tone: 'scream' | 'warn' | 'bad' | 'note';
  readonly text: string;
  /** The view that tells more. */
  readonly to: string;
}

/** What everybody who looks must know first. */
export function bannersOf(
  site: PageSite,
  drill: DrillRun | undefined,
  nowMs: number,
  beats: readonly PageBeat[] = [],
): readonly Banner[] {
  const { view, progress } = site;
  const banners: Banner[] = silentNodes(site).map(({ node, word }) => ({
    tone: 'bad',
    text:
      `The daemon of ${node} does not answer` +
      `${word.heardAtMs === undefined ? '' : ` for ${spanWords(nowMs - word.heardAtMs)}`}: ${word.why}`,
    to: 'nodes',
  }));
  for (const [vip, { holders }] of Object.entries(view?.vips ?? {})) {
    if (holders.length < 2) continue;
    const nodes = holders.map(({ node }) => node).join(' and ');
    banners.unshift({ tone: 'scream', text: `TWO HOLDERS: ${nodes} have ${vip} at once`, to: 'vips' });
  }
  const both = twoHoldersNow(beats, nowMs);
  if (both.length > 0 && !banners.some(({ tone }) => tone === 'scream')) {
    const text = `TWO HOLDERS: ${both.join(' and ')} have the VIP at once, by the word of their kernels`;
    banners.unshift({ tone: 'scream', text, to: 'drills' });
  }
  if (progress?.stage === 'unconfirmed') {
    const left = progress.confirmBy === undefined ? 0 : Date.parse(progress.confirmBy) - nowMs;
    const text = `Revision ${progress.revision} is in force and not confirmed: it is taken back in ${spanWords(left)}`;
    banners.push({ tone: 'warn', text, to: 'changes' });
  } else if (view?.apply !== undefined) {
    banners.push({ tone: 'warn', text: `A change is on: ${view.apply.sentence}`, to: 'changes' });
  }
  const releases = Object.entries(view?.members ?? {}).flatMap(([node, { release, reachable }]) =>
    release === undefined || !reachable ? [] : [{ node, ...release }],
  );
  const revisions = new Set(releases.map(({ revision, digest }) => `${revision} ${digest}`));
  if (revisions.size > 1 && view?.apply === undefined) {
    const words = releases.map(({ node, revision }) => `${node} has revision ${revision}`).join(', ');
    banners.push({ tone: 'bad', text: `A change is half applied: ${words}`, to: 'changes' });
  }
  for (const { node, drift } of releases) {
    if (drift.length > 0) {
      banners.push({ tone: 'warn', text: `Not as accepted on ${node}: ${drift[0]}`, to: 'nodes' });
    }
  }
  for (const { wish, who, why, until } of view?.intents ?? []) {
    const tail = `${why === '' ? '' : ` (${why})`} by ${who}${until === null ? '' : `, until ${until.slice(11, 16)} UTC`}`;
    if (wish.kind === 'pause' && wish.paused) {
      banners.push({ tone: 'warn', text: `${wish.node ?? 'The whole site'} is paused${tail}`, to: 'nodes' });
    }
    if (wish.kind === 'server-state' && wish.state !== 'ready') {
      const what = wish.state === 'drain' ? 'is drained' : 'is in maintenance';
      banners.push({ tone: 'note', text: `${wish.pool}/${wish.server} ${what}${tail}`, to: 'pools' });
    }
  }
  if (drill?.isOn === true) {
    banners.push({
      tone: 'warn',
      text: `The drill ${drill.fault} is on: what fails now is meant to`,
      to: 'drills',
    });
  }
  return banners;
}
