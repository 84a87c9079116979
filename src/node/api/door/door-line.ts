import type { IncomingMessage, RequestOptions } from 'node:http';
import * as http from 'node:http';
import * as https from 'node:https';
import type * as z from 'zod';
import { Fault } from '../../../base/fault.ts';
import { WHO_HEADER } from '../caller.ts';
import type { Operation } from '../operations/operation.ts';
import { BASE } from '../operations/operations.ts';
import { faultOf, PROBLEM_MEDIA } from '../problem-json.ts';
import { type End, unexpected, unreachable } from './unreachable.ts';

/** A way to one daemon: connections are kept and used again. */
export interface DoorLine {
  readonly end: End;
  /** For whom is asked, where the connection does not say it; undefined = for nobody but ourselves. */
  readonly who: string | undefined;
  /** What every request takes: the agent, and where it leads. */
  readonly options: RequestOptions;
}

export interface Sent {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  readonly who?: string;
  readonly ifMatch?: string | undefined;
  readonly deadlineMs: number;
}

/** Longer answers are none of ours. */
const LONGEST_ANSWER = 67_108_864;

/**
 * Asks for one operation and reads the answer; undefined where there is none.
 * @throws Fault as the other side threw it; `node/unreachable`, `node/unexpected-answer`
 */
export async function askDoor<Answer extends z.ZodType>(
  line: DoorLine,
  operation: Pick<Operation, 'method' | 'path' | 'media' | 'statusOf'> & { readonly answer?: Answer },
  sent: Sent,
): Promise<z.output<Answer> | undefined> {
  const deadline = AbortSignal.timeout(sent.deadlineMs);
  const { status, media, text } = await sendAgain(line, operation, sent, deadline);
  if (status === 204) return undefined;
  const expected = operation.media === undefined ? 'application/json' : 'text/plain';
  const fine = status < 300 || (status === 503 && operation.statusOf !== undefined);
  if (!fine || !media.startsWith(expected)) {
    const fault = media.startsWith(PROBLEM_MEDIA) ? faultOf(text) : undefined;
    throw fault ?? unexpected(line.end, `HTTP ${status}, ${media || 'without a content type'}`, text);
  }
  if (operation.media !== undefined) return text as z.output<Answer>;
  return readAnswer(line, operation.answer, text);
}

function readAnswer<Answer extends z.ZodType>(
  { end }: DoorLine,
  answer: Answer | undefined,
  text: string,
): z.output<Answer> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unexpected(end, 'no JSON', text);
  }
  const result = answer?.safeParse(value);
  if (result === undefined || result.success) return result?.data;
  const [issue] = result.error.issues;
  throw unexpected(end, `an answer of another shape (${issue?.path.join('.')}: ${issue?.message})`, text);
}

interface Received {
  readonly status: number;
  readonly media: string;
  readonly text: string;
}

/** A connection that was kept may end just when it is used again: what may be asked twice then is. */
async function sendAgain(
  line: DoorLine,
  operation: Pick<Operation, 'method' | 'path'>,
  sent: Sent,
  deadline: AbortSignal,
): Promise<Received> {
  try {
    return await send(line, operation, sent, deadline);
  } catch (error) {
    const again = operation.method !== 'post' && (error as { reused?: true }).reused === true;
    if (again) return await send(line, operation, sent, deadline).catch(fail);
    return fail(error);
  }
  function fail(error: unknown): never {
    if (error instanceof Fault) throw error;
    throw unreachable(line.end, deadline.aborted ? { withinMs: sent.deadlineMs } : (error as Error));
  }
}

async function send(
  line: DoorLine,
  operation: Pick<Operation, 'method' | 'path'>,
  sent: Sent,
  signal: AbortSignal,
): Promise<Received> {
  const response = await openAnswer(line, operation, sent, signal);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LONGEST_ANSWER) throw unexpected(line.end, `more than ${LONGEST_ANSWER} bytes`, '');
    chunks.push(chunk);
  }
  const { statusCode: status = 0, headers } = response;
  return { status, media: headers['content-type'] ?? '', text: Buffer.concat(chunks).toString('utf8') };
}

/** The answer as far as its headers. Rejects with what Node says, `reused` when the connection was an old one. */
export function openAnswer(
  { end, options, who: ours }: DoorLine,
  { method, path }: Pick<Operation, 'method' | 'path'>,
  { params = {}, query = {}, body, who = ours, ifMatch }: Omit<Sent, 'deadlineMs'>,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const bytes = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([key, value]): [string, string][] =>
      value === undefined ? [] : [[key, String(value)]],
    ),
  ).toString();
  const headers = {
    ...(bytes !== undefined && { 'content-type': 'application/json', 'content-length': bytes.length }),
    ...(who !== undefined && { [WHO_HEADER]: encodeURIComponent(who) }),
    ...(ifMatch !== undefined && { 'if-match': ifMatch }),
  };
  return new Promise((resolve, reject) => {
    const request = (end.kind === 'unix' ? http : https).request({
      ...options,
      method: method.toUpperCase(),
      path: `${BASE}${address}${search === '' ? '' : `?${search}`}`,
      headers,
      signal,
    });
    request.once('response', resolve);
    request.on('error', (error) => reject(Object.assign(error, request.reusedSocket && { reused: true })));
    request.end(bytes);
  });
}
