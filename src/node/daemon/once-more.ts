/**
 * Work that must not overlap with itself, and must be done once more when it was asked for meanwhile. Whoever asks gets
 * the end of a run that began after the question.
 */
export function onceMore<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let running: Promise<Result> | undefined;
  let next: Promise<Result> | undefined;
  return async () => {
    // Between the end of one run and the begin of the next one that was asked for, nobody begins a third.
    if (running === undefined && next === undefined) {
      running = work().finally(() => {
        running = undefined;
      });
      return await running;
    }
    next ??= (running ?? Promise.resolve(undefined))
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
