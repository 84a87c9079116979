import type { FmtOptions } from './fmt.ts';
import { type FmtFile, readFmtFiles } from './fmt-files.ts';
import { type Formatted, formatNative, formatSpecFile } from './format-text.ts';
import { rewriteFile } from './rewrite-file.ts';
import { say } from './say.ts';
import { showProblems } from './show-problems.ts';
import { unifiedDiff } from './unified-diff.ts';

/** Lays out, tells and sets the exit code: 1 for what was left alone or is to be changed, 3 for what cannot be read. */
export function runFmt(paths: readonly string[], { check, diff, as }: FmtOptions): void {
  const { files, unknown, unreadable } = readFmtFiles(paths, as);
  let [changed, left] = [0, 0];
  for (const file of files) {
    const formatted = format(file);
    if ('problems' in formatted) {
      left += 1;
      showProblems(formatted.problems, process.stderr);
      process.stderr.write(`${file.path} is left alone: ${formatted.reason}.\n`);
    } else if (formatted.text !== file.text) {
      changed += 1;
      if (diff === true) process.stdout.write(unifiedDiff(file.path, file.text, formatted.text));
      if (check !== true && diff !== true) rewriteFile(file.path, file.text, formatted.text);
      if (diff !== true) process.stdout.write(`${file.path}\n`);
    }
  }
  tellWhatIsNotRead(unknown, unreadable);
  const change = check === true || diff === true ? 'to be laid out anew' : 'laid out anew';
  const parts = [`${changed} ${change}`, `${files.length - changed - left} as they should be`];
  say(
    `${files.length} ${files.length === 1 ? 'file' : 'files'}: ${[...parts, ...(left === 0 ? [] : [`${left} left alone`])].join(', ')}`,
  );
  if (left > 0 || (check === true && changed > 0)) process.exitCode = 1;
  if (unreadable.length > 0) process.exitCode = 3;
}

function format({ path, bytes, text, language }: FmtFile): Formatted {
  return language === 'spec' ? formatSpecFile(bytes, path) : formatNative(language, text, path);
}

/** Words about files that nothing was done with. */
export function tellWhatIsNotRead(
  unknown: readonly string[],
  unreadable: readonly { readonly path: string; readonly reason: string }[],
): void {
  for (const path of unknown)
    say(`${path} is left alone: neither its name nor its words tell what it is; say it with --as.`);
  for (const { path, reason } of unreadable) process.stderr.write(`Could not read ${path}: ${reason}.\n`);
}
