import type { IncomingMessage } from 'node:http';
import { Fault } from '../../../base/fault.ts';
import type { JournalEvent } from '../../journal/record.ts';
import { operations } from '../operations/operations.ts';
import { faultOf } from '../problem-json.ts';
import { journalEvent } from '../schemas/looks.ts';
import { type DoorLine, openAnswer } from './door-line.ts';
import { unexpected, unreachable } from './unreachable.ts';

/** Heartbeats come every 15 s: who is silent for so long is gone. */
const SILENCE_MS = 45_000;
const LONGEST_LINE = 1_048_576;

/**
 * The event stream of a daemon, until the signal. Whoever wants to go on after a loss asks again, from the event after
 * the last one that it was given.
 * @throws Fault `node/unreachable` when the connection is lost, and what the other side threw
 */
export async function* followEvents(
  line: DoorLine,
  from: number | undefined,
  signal: AbortSignal,
  answerMs: number,
): AsyncGenerator<JournalEvent> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), answerMs);
  const stop = AbortSignal.any([signal, silence.signal]);
  let waitedMs = answerMs;
  try {
    const response = await openAnswer(line, operations.events, { query: { from, follow: 1 } }, stop);
    if (response.statusCode !== 200) throw await refusalOf(line, response);
    for await (const text of linesOf(line, response)) {
      waitedMs = SILENCE_MS;
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), waitedMs);
      if (text.startsWith('data: ')) yield readEvent(line, text.slice('data: '.length));
    }
  } catch (error) {
    if (signal.aborted) return;
    if (error instanceof Fault) throw error;
    throw unreachable(line.end, silence.signal.aborted ? { withinMs: waitedMs } : (error as Error));
  } finally {
    clearTimeout(timer);
    silence.abort();
  }
  if (!signal.aborted) throw unreachable(line.end, new Error('it ended the event stream'));
}

async function* linesOf(line: DoorLine, response: IncomingMessage): AsyncGenerator<string> {
  let rest = '';
  response.setEncoding('utf8');
  for await (const chunk of response as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_LINE) throw unexpected(line.end, 'an event without an end', '');
    yield* lines;
  }
}

function readEvent({ end }: DoorLine, text: string): JournalEvent {
  try {
    return journalEvent.parse(JSON.parse(text));
  } catch {
    throw unexpected(end, 'an event that is none', text);
  }
}

async function refusalOf({ end }: DoorLine, response: IncomingMessage): Promise<Fault> {
  let text = '';
  response.setEncoding('utf8');
  for await (const chunk of response as AsyncIterable<string>) {
    text += chunk;
    if (text.length > LONGEST_LINE) break;
  }
  return faultOf(text) ?? unexpected(end, `HTTP ${response.statusCode}`, text);
}
