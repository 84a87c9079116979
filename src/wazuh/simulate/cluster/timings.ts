/** The documented delays of a Wazuh 4.14 manager, in milliseconds. */
export interface ClusterTimings {
  /** A worker tells the master its agents' state so often. */
  readonly syncMs: number;
  /** The master gives the workers new keys so often. */
  readonly integrityMs: number;
  /** remoted reads client.keys again so often. */
  readonly keyReloadMs: number;
  /** A worker that has lost the master tries again so often. */
  readonly masterRetryMs: number;
  readonly workerKeepaliveMs: number;
  /** A worker that was silent for so long is no longer a member … */
  readonly workerSilentMs: number;
  /** … which is looked for so often. */
  readonly workerCheckMs: number;
  /** A connection that was heard of within this keeps its agent's key: another one is refused; 0 = always. */
  readonly overtakeMs: number;
  /** An agent that was silent for so long counts as disconnected. */
  readonly disconnectedMs: number;
  /** An API request that needs other managers gives up after this. */
  readonly requestMs: number;
}

/** @param scale makes the cluster's own delays longer or shorter; the API's time-out stays */
export function clusterTimings(
  scale: number,
  overtakeSeconds: number,
  requestSeconds: number,
): ClusterTimings {
  const seconds = (count: number) => Math.max(1, Math.round(count * 1000 * scale));
  return {
    syncMs: seconds(10),
    integrityMs: seconds(9),
    keyReloadMs: seconds(10),
    masterRetryMs: seconds(10),
    workerKeepaliveMs: seconds(60),
    workerSilentMs: seconds(120),
    workerCheckMs: seconds(60),
    overtakeMs: overtakeSeconds === 0 ? 0 : seconds(overtakeSeconds),
    disconnectedMs: seconds(900),
    requestMs: requestSeconds * 1000,
  };
}
