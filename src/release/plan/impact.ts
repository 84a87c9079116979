/**
 * What a change does to people who are connected, the mildest first:
 * none: nothing that runs notices · runtime: done through HAProxy's socket, no reload · new-listener: a socket is bound
 * that was not there · reload: an engine reads its file again, no new connection is lost · vip-moves: another node takes the VIP, new connections go
 * on, sessions end · vip-interrupted: for a moment two nodes hold the VIP or none does, or its address goes away.
 */
export const IMPACTS = ['none', 'runtime', 'new-listener', 'reload', 'vip-moves', 'vip-interrupted'] as const;

export type Impact = (typeof IMPACTS)[number];

/** As people read it. */
export const IMPACT_WORDS: Readonly<Record<Impact, string>> = {
  none: 'none',
  runtime: 'runtime (no reload)',
  'new-listener': 'new listener',
  reload: 'reload',
  'vip-moves': 'VIP moves',
  'vip-interrupted': 'VIP interrupted',
};

/** The one that hurts most; `none` of nothing. */
export function worstOf(impacts: readonly Impact[]): Impact {
  return IMPACTS.findLast((impact) => impacts.includes(impact)) ?? 'none';
}
