/** A file beside which a pod is started; `path` is relative to the node's folder. */
export interface PodFile {
  readonly path: string;
  readonly text: string;
}
