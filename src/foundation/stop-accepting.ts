import { parseFrontends } from './haproxy-cli.ts';
import type { HaproxyGeneration } from './haproxy-generation.ts';

/** A hung process answers nothing: it is not waited for. */
const ANSWER_MS = 500;
/** Each of HAProxy's threads takes the socket out of its own epoll when it next wakes, which any new connection makes it do. */
const THREADS_MS = 500;

/**
 * Has a process stop to accept, some time before its soft stop. At a soft stop alone HAProxy (2.6.12) closes an
 * inherited listening socket without taking it out of its epolls, and because the socket lives on elsewhere, the kernel
 * goes on waking the old process for every new connection, and all the time while one waits (epoll(7), Q&A 6): twenty
 * old processes made each other's successor answer after up to a second. A frontend disabled before is taken out.
 */
export async function stopAccepting(generation: HaproxyGeneration): Promise<void> {
  const stats = await Promise.race([generation.ask('show stat -1 1 -1'), after(ANSWER_MS)]);
  if (stats === undefined) return;
  await Promise.race([
    Promise.all(parseFrontends(stats).map((name) => generation.ask(`disable frontend ${name}`))),
    after(ANSWER_MS),
  ]);
  await after(THREADS_MS);
}

async function after(ms: number): Promise<undefined> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
