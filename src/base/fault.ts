/**
 * The world failed: a command, a socket, a file, a peer. Thrown, and shown with code, reason and remedy
 * (DESIGN §2, §8). `docs/problems/ROOM/WHAT.md` explains each code.
 */
export class Fault extends Error {
  override readonly name = 'Fault';
  /** `room/what-failed`, for example `lab/no-user-namespaces`. */
  readonly code: string;
  /** What to do, as an order without "Fix:". */
  readonly remedy: string;
  /** What was seen: an engine's own words, a command's output; empty when the message says it all. */
  readonly evidence: string;

  constructor(code: string, message: string, remedy: string, evidence = '', cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.remedy = remedy;
    this.evidence = evidence;
  }
}
