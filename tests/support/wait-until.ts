/**
 * Polls until the condition holds and answers its value.
 * @throws Error naming `what` when the deadline passes; the condition's own last error is told too
 */
export async function waitUntil<T>(
  what: string,
  deadlineMs: number,
  condition: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T> {
  const deadline = Date.now() + deadlineMs;
  let last: unknown;
  do {
    try {
      const value = await condition();
      if (value !== undefined && value !== false) return value;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  } while (Date.now() < deadline);
  throw new Error(`waited ${deadlineMs} ms in vain: ${what}`, { cause: last });
}
