/**
 * Work that must not overlap with itself, and must be done once more when it was asked for meanwhile. Whoever asks gets
 * the end of a run that began after the question.
 */
export function onceMore(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  return async () => {
    if (running === undefined) {
      running = work().finally(() => {
        running = undefined;
      });
      return await running;
    }
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        running = work().finally(() => {
          running = undefined;
        });
        return running;
      });
    return await next;
  };
}
