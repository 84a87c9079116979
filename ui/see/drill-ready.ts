import type { PageSite } from '../../src/node/page/page-site.ts';

export interface Precondition {
  readonly words: string;
  readonly ok: boolean;
  /** Why it is not so. */
  readonly why: string;
}

/** What must be so before a drill proves anything. The drill itself looks again, and waits ten seconds for it. */
export function drillPreconditions({ view, words, progress }: PageSite): readonly Precondition[] {
  const silent = Object.entries(words).flatMap(([node, { why }]) => (why === undefined ? [] : [node]));
  const vips = Object.entries(view?.vips ?? {}).filter(([, { holders }]) => holders.length !== 1);
  const redundancy = view?.redundancy;
  const isChanging = ['checking', 'applying', 'unconfirmed', 'undoing'].includes(progress?.stage ?? '');
  const paused = (view?.intents ?? []).filter(({ wish }) => wish.kind === 'pause' && wish.paused);
  return [
    {
      words: 'every daemon answers',
      ok: view !== undefined && silent.length === 0,
      why: silent.join(', '),
    },
    {
      words: 'each VIP has one holder',
      ok: view !== undefined && vips.length === 0,
      why: vips.map(([vip]) => vip).join(', '),
    },
    {
      words: 'the site serves, and could fail over',
      ok: view?.verdict === 'serving' && redundancy?.level === 'full',
      why: [view?.verdict, ...(redundancy?.reasons ?? [])].join('; '),
    },
    { words: 'no change is on', ok: !isChanging, why: progress?.sentence ?? '' },
    { words: 'healing is not paused', ok: paused.length === 0, why: paused.map(({ who }) => who).join(', ') },
  ];
}
