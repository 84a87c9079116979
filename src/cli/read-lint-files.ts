import { readdirSync, statSync } from 'node:fs';
import { join, normalize } from 'node:path';
import type { LintFile } from '../lint/lint-file.ts';
import { readAtMost } from './read-at-most.ts';
import { decodeText } from './text-bytes.ts';

/** Far more than any site has; a walk that began at the wrong folder ends in time. */
const MOST_FILES = 20_000;
const DEEPEST = 24;
/** A configuration of a million lines is smaller. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Where a NUL is looked for: text has none. */
const PROBED_BYTES = 8192;
const NEVER_ENTERED = new Set(['node_modules', '.git', '.svn', '.hg']);

/** Why a file with a NUL in it is skipped. */
export const NO_TEXT = 'it is no text';

export interface ReadFiles {
  readonly files: readonly LintFile[];
  /** Those that the user named himself, not a folder's. */
  readonly named: ReadonlySet<string>;
  /** Not text, or too large: told, and not looked at. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  /** They may hold anything: without them nobody can say that all is well. */
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
}

export interface LintRoot {
  /** A file or a folder. */
  readonly path: string;
  /** The node it belongs to, where the user said so. */
  readonly node: string | undefined;
}

/** Reads files, and folders with all below them in the order of their names. Never throws. */
export function readLintFiles(roots: readonly LintRoot[]): ReadFiles {
  const files = new Map<string, LintFile>();
  const named = new Set<string>();
  const skipped: { path: string; reason: string }[] = [];
  const unreadable: { path: string; reason: string }[] = [];

  for (const { path, node } of roots) visit(normalize(path).replace(/(?<=.)\/$/, ''), node, 0);
  return { files: [...files.values()], named, skipped, unreadable };

  function visit(path: string, node: string | undefined, depth: number): void {
    try {
      const stat = statSync(path);
      if (stat.isDirectory()) {
        enter(path, node, depth);
        return;
      }
      if (depth === 0) named.add(path);
      if (stat.isFile()) read(path, node);
      else skipped.push({ path, reason: 'it is no regular file, but a device or a pipe' });
    } catch (error) {
      unreadable.push({ path, reason: reasonOf(error as NodeJS.ErrnoException) });
    }
  }

  function enter(folder: string, node: string | undefined, depth: number): void {
    if (depth > DEEPEST) {
      unreadable.push({ path: folder, reason: `it lies more than ${DEEPEST} folders deep` });
      return;
    }
    const entries = readdirSync(folder, { withFileTypes: true });
    for (const entry of entries.toSorted((left, right) => (left.name < right.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (NEVER_ENTERED.has(entry.name)) continue;
      // sites-enabled is full of links to files; a link to a folder may lead back to where we are.
      if (entry.isSymbolicLink() && isFolder(path)) {
        skipped.push({ path, reason: 'it is a link to a folder' });
      } else if (entry.isDirectory() || entry.isFile() || entry.isSymbolicLink()) {
        visit(path, node, depth + 1);
      }
    }
  }

  function read(path: string, node: string | undefined): void {
    // A node that the user gave wins over a folder that holds the same file.
    if (files.has(path) && (node === undefined || files.get(path)?.node !== undefined)) return;
    if (files.size >= MOST_FILES) {
      if (files.size === MOST_FILES && unreadable.at(-1)?.reason.startsWith('more than') !== true) {
        unreadable.push({
          path,
          reason: `more than ${MOST_FILES} files: it and all behind it were left out`,
        });
      }
      return;
    }
    const text = readText(path);
    if (typeof text === 'string') files.set(path, { path, text, node });
    else skipped.push({ path, reason: text.reason });
  }
}

function readText(path: string): string | { reason: string } {
  // Not to wait: some of the kernel's files are pipes in disguise.
  const bytes = readAtMost(path, MOST_BYTES + 1, false);
  if (bytes.length > MOST_BYTES) return { reason: `it is larger than ${MOST_BYTES / 1024 / 1024} MiB` };
  if (bytes.subarray(0, PROBED_BYTES).includes(0)) return { reason: NO_TEXT };
  return decodeText(bytes).text;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function reasonOf(error: NodeJS.ErrnoException): string {
  const reasons: Record<string, string> = {
    ENOENT: 'there is no such file',
    EACCES: 'you may not read it',
    EPERM: 'you may not read it',
    ELOOP: 'its links lead in a circle',
    ENOTDIR: 'a part of the path is a file, not a folder',
  };
  return reasons[error.code ?? ''] ?? error.message;
}
