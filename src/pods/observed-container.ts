/** A container as it was seen. JSON-serialisable. */
export interface ObservedContainer {
  readonly id: string;
  readonly name: string;
  /** Of Compose, or the pod that it was rendered for; undefined = neither. */
  readonly project: string | undefined;
  readonly running: boolean;
  /** The engine's word: running, exited, restarting, … */
  readonly state: string;
  /** As `/proc/PID/ns/net` says it: `net:[4026532177]`; undefined = it does not run, or this cannot be seen. */
  readonly namespace: string | undefined;
  /** In its network, without `lo`; undefined as above. */
  readonly interfaces: readonly string[] | undefined;
  /** Whose network it lives in; undefined = its own. */
  readonly joins:
    | { readonly container: string }
    /** A file that names a namespace, with what it names now; undefined = it is not there. */
    | { readonly file: string; readonly namespace: string | undefined }
    | undefined;
}
