import { Fault } from '../../base/fault.ts';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your quota is used up',
  ENOENT: 'the folder above it is not there',
  ENOTDIR: 'a part of the path is a file, not a directory',
  EISDIR: 'a directory has this name',
};

/** Does `work`; what the file system refuses becomes the Fault `pki/cannot-write`. */
export function storing<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw cannotWrite(path, error as NodeJS.ErrnoException);
  }
}

function cannotWrite(path: string, error: NodeJS.ErrnoException): Fault {
  if (error instanceof Fault) return error;
  return new Fault(
    'pki/cannot-write',
    `Cannot write ${path}: ${REASONS[error.code ?? ''] ?? error.message}. Nothing was changed.`,
    'make room there, or run this as the user who owns the folder.',
    error.message,
    error,
  );
}
