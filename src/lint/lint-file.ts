/** What kinds of file are read; `unknown` is told and not linted. */
export type FileKind =
  | 'haproxy'
  | 'keepalived'
  | 'nginx'
  | 'compose'
  | 'corosync'
  | 'ossec'
  | 'pcs'
  | 'sentinel'
  | 'patroni'
  | 'zone'
  | 'systemd'
  | 'sysctl'
  | 'script'
  | 'unknown';

/** A file as it was read; nothing else of the world reaches the lint. */
export interface LintFile {
  /** As the user named it. */
  readonly path: string;
  readonly text: string;
  /** Given with `--node NAME=DIR`; undefined = the folders tell. */
  readonly node: string | undefined;
}
