/** What putting a node's files in force came to. */
export interface Forced {
  /**
   * nothing: they were in force already · runtime: HAProxy was told through its socket, and its file says the same ·
   * keepalived: only Keepalived read its file again · reload: a new HAProxy, or nginx, reads the file.
   */
  readonly how: 'nothing' | 'runtime' | 'keepalived' | 'reload';
  /** What was done, in the site's words. */
  readonly steps: readonly string[];
  /** What whoever asked should know: why it needed a reload, what is left for the next one. */
  readonly notes: readonly string[];
  /** Sessions that ended because of it. */
  readonly sessionsCut: number;
  readonly tookMs: number;
}
