import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { JournalEvent } from '../journal/record.ts';
import type { NodeService } from './node-service.ts';

export interface StreamOptions {
  readonly heartbeatMs: number;
  readonly slowReaderMs: number;
  /** The reader did not make room in time, and was cut off. */
  readonly onSlow: () => void;
}

/**
 * Server-sent events, until one of both sides ends it. What the reader has not taken waits in the journal, not in
 * memory: of this stream there is never more than what the socket holds.
 */
export async function streamEvents(
  service: NodeService,
  from: number | undefined,
  response: ServerResponse,
  { heartbeatMs, slowReaderMs, onSlow }: StreamOptions,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  response.write(': follows\n\n');
  const heartbeat = setInterval(() => {
    // A reader that is behind hears enough.
    if (response.writableLength === 0) response.write(': heartbeat\n\n');
  }, heartbeatMs);
  try {
    for await (const event of service.followEvents(from, gone.signal)) {
      if (gone.signal.aborted) return;
      if (response.write(printEvent(event))) continue;
      if (!(await drained(response, gone.signal, slowReaderMs))) {
        if (!gone.signal.aborted) onSlow();
        response.destroy();
        return;
      }
    }
    response.end();
  } finally {
    clearInterval(heartbeat);
    gone.abort();
  }
}

/** JSON has no line feeds of its own: an event is one line of data. */
function printEvent(event: JournalEvent): string {
  return `id: ${event.seq}\ndata: ${JSON.stringify(event)}\n\n`;
}

async function drained(response: ServerResponse, gone: AbortSignal, withinMs: number): Promise<boolean> {
  try {
    await once(response, 'drain', { signal: AbortSignal.any([gone, AbortSignal.timeout(withinMs)]) });
    return true;
  } catch {
    return false;
  }
}
