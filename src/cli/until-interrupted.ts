/**
 * Goes on until ^C, or until it has nothing more to do: the exit code, 130 when it was interrupted, as shells have it
 * (143 for a polite end by another program).
 */
export async function untilInterrupted(go: (signal: AbortSignal) => Promise<void>): Promise<number> {
  const stop = new AbortController();
  let exitCode = 0;
  const end = (code: number) => () => {
    exitCode = code;
    stop.abort();
  };
  const [onInterrupt, onEnd] = [end(130), end(143)];
  process.once('SIGINT', onInterrupt).once('SIGTERM', onEnd);
  try {
    await go(stop.signal);
  } catch (error) {
    // What is broken off on purpose may complain about it.
    if (!stop.signal.aborted) throw error;
  } finally {
    process.off('SIGINT', onInterrupt).off('SIGTERM', onEnd);
  }
  return exitCode;
}
