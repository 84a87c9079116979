import type { Site, SpecPath } from '../../site/site.ts';
import type { Release, ReleaseFile } from '../release.ts';
import type { Impact } from './impact.ts';

/** The files that are in force on each node, wherever they were read. Secrets stand in them as references. */
export interface InForce {
  readonly files: readonly InForceFile[];
  /** The site that they were compiled from; removed lines then show where in its spec they stood. */
  readonly site: Site | undefined;
  /** VIP → the node that was seen to hold it; a VIP that is not named may be held by any node that the rules allow. */
  readonly holders: Readonly<Record<string, string>>;
}

export type InForceFile = Pick<ReleaseFile, 'node' | 'path' | 'text'> & Partial<Pick<ReleaseFile, 'origins'>>;

/** What shall be in force. */
export interface Wanted {
  readonly site: Site;
  readonly release: Release;
}

/** The difference between what is in force and a release. Nothing to do = no changes and no files. */
export interface Plan {
  readonly site: string;
  /** The worst of the changes. */
  readonly impact: Impact;
  /** Digest of the files in force, made as a release's. */
  readonly before: string;
  /** Digest of the release. */
  readonly after: string;
  /** The worst first, then in the order of nodes, files and lines. */
  readonly changes: readonly PlannedChange[];
  /** Only files that differ, in the order of the release, then those of nodes that leave. */
  readonly files: readonly FileDiff[];
}

export interface PlannedChange {
  readonly impact: Impact;
  /** In the site's words: `pool web: server web4 10.77.0.24:8080 is added`. */
  readonly text: string;
  /** Why it has this impact, where that is not plain. */
  readonly reason: string | undefined;
  readonly nodes: readonly string[];
  readonly origin: SpecPlace | undefined;
  /** The changed lines that it is the cause of; a line may have several causes. */
  readonly lines: readonly PlannedLine[];
}

export interface PlannedLine extends LineRef {
  readonly node: string;
  readonly path: ReleaseFile['path'];
}

/** A line of one side of a file; 1-based. */
export interface LineRef {
  readonly side: 'before' | 'after';
  readonly line: number;
}

export interface SpecPlace {
  readonly origin: SpecPath;
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

export interface FileDiff {
  readonly node: string;
  readonly path: ReleaseFile['path'];
  readonly impact: Impact;
  /** What `patch -p1` reads, with the node's name as folder. */
  readonly patch: string;
  readonly hunks: readonly DiffHunk[];
}

export interface DiffHunk {
  /** `@@ -1,7 +1,8 @@`. */
  readonly head: string;
  readonly lines: readonly DiffLine[];
}

export interface DiffLine {
  readonly sign: ' ' | '+' | '-';
  readonly text: string;
  /** Line number in the file in force; undefined where the line is added. */
  readonly before: number | undefined;
  /** Line number in the new file; undefined where the line is removed. */
  readonly after: number | undefined;
  /** The spec's place that a changed line comes from; undefined = nothing in the spec asked for it. */
  readonly origin: SpecPlace | undefined;
}
