import { readFileSync } from 'node:fs';
import { Fault } from '../base/fault.ts';
import { identifyFile, isSpecText } from '../lint/identify.ts';
import type { FmtOptions } from './fmt.ts';
import { isNativeLanguage } from './native-languages.ts';
import { NO_TEXT, type ReadFiles, readLintFiles } from './read-lint-files.ts';
import { decodeText } from './text-bytes.ts';

export interface FmtFile {
  readonly path: string;
  readonly bytes: Buffer;
  readonly text: string;
  readonly language: NonNullable<FmtOptions['as']>;
}

export interface FmtFiles {
  readonly files: readonly FmtFile[];
  /** Named by the user and of no kind that is laid out. */
  readonly unknown: readonly string[];
  readonly unreadable: ReadFiles['unreadable'];
}

/** The files that there are to lay out, and those that there are not. Throws the Fault `cli/nothing-to-format`. */
export function readFmtFiles(paths: readonly string[], as: FmtOptions['as']): FmtFiles {
  const read = readLintFiles(paths.map((path) => ({ path, node: undefined })));
  const files: FmtFile[] = [];
  const unknown: string[] = [];
  const unreadable = [...read.unreadable];
  // What the lint leaves out as no text may be a configuration that something damaged.
  const damaged = read.skipped.filter(({ reason }) => reason === NO_TEXT);
  const candidates = [...read.files, ...damaged].map(({ path }) => path).toSorted();
  const others = read.skipped.filter((one) => !damaged.includes(one));
  unreadable.push(...others.filter(({ path }) => read.named.has(path)));
  for (const path of candidates) {
    try {
      const bytes = readFileSync(path);
      const { text } = decodeText(bytes);
      const language = as ?? languageOf(path, text);
      if (language !== undefined) files.push({ path, bytes, text, language });
      else if (read.named.has(path)) unknown.push(path);
    } catch (error) {
      if (read.named.has(path)) unreadable.push({ path, reason: (error as Error).message });
    }
  }
  if (files.length === 0 && unknown.length === 0 && unreadable.length === 0)
    throw nothingToFormat(candidates.length);
  return { files, unknown, unreadable };
}

function languageOf(path: string, text: string): FmtFile['language'] | undefined {
  if (/\.ya?ml$/.test(path))
    return /(?:^|\/)holdfast\.ya?ml$/.test(path) || isSpecText(text) ? 'spec' : undefined;
  const kind = identifyFile(path, text);
  return isNativeLanguage(kind) ? kind : undefined;
}

function nothingToFormat(count: number): Fault {
  return new Fault(
    'cli/nothing-to-format',
    `None of the ${count} files there is a spec, or a configuration of HAProxy, Keepalived or nginx.`,
    'Name the files themselves, or say what they are with --as.',
  );
}
