import { parseFrontends } from './haproxy-cli.ts';
import type { HaproxyGeneration } from './haproxy-generation.ts';
import { isPolling } from './is-polling.ts';

/** A hung process answers nothing: it is not waited for. */
const ANSWER_MS = 500;
const LOOK_MS = 100;
/** A thread takes the socket out of its epoll when it next wakes: for a connection, or for the check of a server. */
const THREADS_MS = 10_000;

/**
 * Has a process stop to accept, before its soft stop. At a soft stop alone HAProxy (2.6.12) closes an inherited
 * listening socket without taking it out of its epolls, and because the socket lives on elsewhere, the kernel goes on
 * waking the old process for every new connection, and all the time while one waits (epoll(7), Q&A 6): twenty old
 * processes made each other's successor answer after up to a second. A frontend disabled before is taken out.
 * A socket that is given up ends the wait: until the old process closes it, its clients would hang.
 * @param sockets inodes of those that are held now
 */
export async function stopAccepting(
  generation: HaproxyGeneration,
  sockets: () => ReadonlySet<number>,
): Promise<void> {
  const before = sockets();
  const stats = await Promise.race([generation.ask('show stat -1 1 -1'), after(ANSWER_MS)]);
  if (stats === undefined) return;
  await Promise.race([
    Promise.all(parseFrontends(stats).map((name) => generation.ask(`disable frontend ${name}`))),
    after(ANSWER_MS),
  ]);
  const deadline = performance.now() + THREADS_MS;
  do await after(LOOK_MS);
  while (
    !generation.ended &&
    performance.now() < deadline &&
    isWithin(before, sockets()) &&
    (await isPolling(generation.pid, before))
  );
}

async function after(ms: number): Promise<undefined> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}

function isWithin(few: ReadonlySet<number>, many: ReadonlySet<number>): boolean {
  return [...few].every((one) => many.has(one));
}
