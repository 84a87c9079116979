import type { Secret, SpecPath } from '../site/site.ts';

export type { CompileTarget } from '../engines/target.ts';

/** All generated files for all nodes from one spec, for one target. Same spec and target, same bytes. */
export interface Release {
  readonly site: string;
  /** `sha256:` and 64 hex digits, over node, path, mode and text of every file. */
  readonly digest: string;
  /** Sorted by node (the spec's order), then by path. */
  readonly files: readonly ReleaseFile[];
}

export interface ReleaseFile {
  readonly node: string;
  readonly path: 'foundation.json' | 'haproxy.cfg' | 'nginx.conf' | 'keepalived.conf';
  /** 0o600 where a secret is filled in, else 0o644. */
  readonly mode: 0o600 | 0o644;
  /** Secrets stand in it as `<secret env:NAME>` or `<secret file:PATH>`. */
  readonly text: string;
  /** For each line of `text` (index 0 is line 1) the spec path it comes from; undefined = a default of ours. */
  readonly origins: readonly (SpecPath | undefined)[];
  readonly secrets: readonly Secret[];
}
