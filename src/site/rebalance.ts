/** How the sessions of a pool are kept evenly spread. */
export interface Rebalance {
  /** suggest: it is planned and told, and an operator says when. */
  readonly mode: 'off' | 'suggest' | 'on';
  /** How far a server may be from its share before anything is done: 0.1 = 10 %. */
  readonly tolerance: number;
  /** Sessions moved a second at most; undefined = no limit. */
  readonly ratePerS: number | undefined;
  /** Sessions moved at once; the counts are looked at before the next ones. */
  readonly chunk: number;
  /** How long counts must be quiet before anything begins, and after it. */
  readonly settleMs: number;
  /** A client that was moved is left alone for so long. */
  readonly cooldownMs: number;
  /** Share of a pool's sessions that may be on the move at one time: 0.05 = 5 %. */
  readonly maxShare: number;
}
