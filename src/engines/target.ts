/** Where a release will run; part of the input of compile, never looked up by it. */
export interface CompileTarget {
  /** `lab`: no `user`, gentler surroundings, quicker freeze detection. `host`: a real node. */
  readonly kind: 'lab' | 'host';
  /** The run directory of a node's foundation, for example `/run/holdfast`; sockets, track files, FIFO live in it. */
  readonly runDir: (node: string) => string;
}
