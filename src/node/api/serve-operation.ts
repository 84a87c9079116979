import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type * as z from 'zod';
import { badRequest, tooBusy } from './api-faults.ts';
import type { AppGround } from './build-app.ts';
import { type Caller, callerWords } from './caller.ts';
import { streamEvents } from './event-stream.ts';
import { isKnown, readIfMatch } from './if-match.ts';
import type { NodeService } from './node-service.ts';
import type { Operation } from './operations/operation.ts';
import { readJsonBody } from './read-json-body.ts';

/** A request as hono holds it, with Node's own request and response beside it. */
export type Asking = Context<{ Bindings: HttpBindings }>;

type Values = Readonly<Record<string, unknown>>;

/**
 * Reads what came, asks the service, and answers with what it says.
 * @throws Fault what is to be refused, and what the service throws
 */
export async function serveOperation(
  ground: AppGround,
  operation: Operation,
  caller: Caller,
  asking: Asking,
): Promise<Response> {
  const { incoming, outgoing } = asking.env;
  const { counters } = ground;
  const query = readPart(operation.query, asking.req.query(), 'query') as Values;
  const asked = {
    params: readPart(operation.params, asking.req.param(), 'path') as Values,
    query,
    who: caller.who,
    ifMatch: operation.ifMatch === true ? readIfMatch(incoming.headers['if-match']) : undefined,
    body:
      operation.body &&
      readPart(operation.body, await readJsonBody(incoming, ground.limits, counters), 'body'),
  };
  if (
    operation.id === 'events' &&
    incoming.method === 'GET' &&
    isStreamWanted(incoming.headers.accept, query)
  ) {
    const from = await firstOf(ground.service, query, incoming.headers['last-event-id']);
    openStream(ground, caller, from, outgoing);
    counters.countAnswered('events', 200);
    return ALREADY_SENT;
  }
  const response = answerWith(operation, await operation.serve(ground.service, asked), asking);
  counters.countAnswered(operation.id, response.status);
  return response;
}

/** By this header @hono/node-server knows that it has nothing left to send. */
const ALREADY_SENT = new Response(null, { headers: { 'x-hono-already-sent': 'true' } });

function answerWith(operation: Operation, answer: unknown, asking: Asking): Response {
  const headers: Record<string, string> = { 'cache-control': 'no-store' };
  if (operation.answer === undefined || answer === undefined) return asking.body(null, 204, headers);
  const etag = operation.etag?.(answer);
  if (etag !== undefined) {
    Object.assign(headers, { etag, 'cache-control': 'no-cache' });
    if (isKnown(asking.req.header('if-none-match'), etag)) return asking.body(null, 304, headers);
  }
  headers['content-type'] = operation.media ?? 'application/json';
  const body = operation.media === undefined ? JSON.stringify(answer) : (answer as string);
  return asking.body(body, operation.statusOf?.(answer) ?? operation.status ?? 200, headers);
}

function isStreamWanted(accept: string | undefined, { follow }: Values): boolean {
  return follow === undefined ? /\btext\/event-stream\b/.test(accept ?? '') : follow === '1';
}

/** What comes after what the reader has already, as an EventSource says when it connects again. */
async function firstOf(
  service: NodeService,
  { from }: Values,
  last: string | string[] | undefined,
): Promise<number | undefined> {
  if (typeof last === 'string' && /^[0-9]{1,15}$/.test(last)) return Number(last) + 1;
  if (typeof from !== 'number' || from >= 0) return from as number | undefined;
  return (await service.events(from, 1))[0]?.seq;
}

/** @throws Fault `node/too-busy` */
function openStream(
  { service, limits, counters, refusals, onBug }: AppGround,
  caller: Caller,
  from: number | undefined,
  outgoing: HttpBindings['outgoing'],
): void {
  if (counters.streams >= limits.streams) {
    refusals.add('too-many-streams', `${limits.streams} event streams are open`, callerWords(caller));
    throw tooBusy(`${limits.streams} event streams are open already`);
  }
  counters.streams += 1;
  const onSlow = () => refusals.add('slow-reader', 'it did not read its events', callerWords(caller));
  streamEvents(service, from, outgoing, { ...limits, onSlow })
    .catch((error: unknown) => {
      onBug(error, 'GET events');
      outgoing.destroy();
    })
    .finally(() => {
      counters.streams -= 1;
    });
}

function readPart(schema: z.ZodType | undefined, value: object | unknown, where: string): unknown {
  if (schema === undefined) {
    // Also of what takes nothing a typo is told.
    const [key] = where === 'query' ? Object.keys(value as object) : [];
    if (key !== undefined) throw badRequest('No query is taken there', [`query.${key}: is not known`]);
    return {};
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const places = result.error.issues
    .slice(0, 20)
    .map(({ path, message }) => `${[where, ...path.map(String)].join('.')}: ${message}`);
  throw badRequest(`The ${where} is not what it should be: ${places[0]}`, places);
}
