import { readFileSync, realpathSync, statSync } from 'node:fs';
import { Fault } from '../base/fault.ts';
import { writeDurably } from '../host/write-durably.ts';
import { decodeText } from './text-bytes.ts';

/**
 * Puts `after` in the place of `before`: written beside the file, made durable, renamed, with the file's own mode and
 * owner. A link stays a link. Throws the Fault `cli/cannot-rewrite`, also when the file no longer says `before`; the
 * file is then as it was.
 */
export function rewriteFile(path: string, before: string, after: string): void {
  try {
    const target = realpathSync(path);
    const { text, encode } = decodeText(readFileSync(target));
    if (text !== before) throw new Error('somebody changed it in the meantime');
    replace(target, encode(after));
  } catch (error) {
    throw cannotRewrite(path, error as NodeJS.ErrnoException);
  }
}

function replace(path: string, content: Buffer): void {
  const { mode, uid, gid } = statSync(path);
  writeDurably([{ path, content, mode: mode & 0o7777, owner: { uid, gid } }]);
}

function cannotRewrite(path: string, error: NodeJS.ErrnoException): Fault {
  const reasons: Record<string, string> = {
    EACCES: 'you may not write there',
    EPERM: 'you may not write there, or not keep its owner',
    EROFS: 'the file system is read-only',
    ENOSPC: 'the disk is full',
    ENOENT: 'it is no longer there',
  };
  const reason = reasons[error.code ?? ''] ?? error.message;
  return new Fault(
    'cli/cannot-rewrite',
    `Cannot rewrite ${path}: ${reason}. It is as it was.`,
    'Run it as the owner of the file, or apply the change yourself: --diff shows it.',
    error.message,
    error,
  );
}
