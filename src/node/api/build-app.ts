import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import type { z } from 'zod';
import { Fault } from '../../base/fault.ts';
import type { ApiCounters } from './api-counters.ts';
import { badRequest, bug, noSuchPage, notAllowed, tooBusy, wrongMethod } from './api-faults.ts';
import { type Caller, callerOf, may } from './caller.ts';
import { streamEvents } from './event-stream.ts';
import { statusOfFault } from './fault-status.ts';
import { isKnown, readIfMatch } from './if-match.ts';
import type { ApiLimits } from './limits.ts';
import type { NodeService } from './node-service.ts';
import { openApiText } from './open-api.ts';
import type { Operation } from './operations/operation.ts';
import { BASE, OPERATIONS } from './operations/operations.ts';
import { PROBLEM_MEDIA, problemOf } from './problem-json.ts';
import { CallerGone, readJsonBody } from './read-json-body.ts';
import { refuseForeignPage } from './refuse-foreign-page.ts';
import type { Refusals } from './refused.ts';

export interface AppGround {
  readonly service: NodeService;
  readonly limits: ApiLimits;
  readonly counters: ApiCounters;
  readonly refusals: Refusals;
  /** A mistake of ours, with what was asked. */
  readonly onBug: (error: unknown, asked: string) => void;
}

type Env = { Bindings: HttpBindings };
type Asking = Context<Env>;

/** All routes. @param onUnixSocket who asks is this machine's own user */
export function buildApp(ground: AppGround, onUnixSocket: boolean): Hono<Env> {
  const app = new Hono<Env>();
  const { counters } = ground;
  const admit = (asking: Asking, right: Operation['right']): Caller => {
    const caller = callerOf(asking.env.incoming, onUnixSocket);
    // The server let nobody in without an identity; should it have, nobody is served.
    if (caller === undefined) throw bug();
    if (!may(caller, right)) {
      ground.refusals.add('not-allowed', `${asking.req.method} ${asking.req.path}`, describe(caller));
      throw notAllowed(caller, right);
    }
    refuseForeignPage(asking.env.incoming);
    return caller;
  };
  for (const operation of OPERATIONS) {
    const serve = async (asking: Asking) => {
      const response = await serveOperation(ground, operation, admit(asking, operation.right), asking);
      counters.countAnswered(operation.id, response === RESPONSE_ALREADY_SENT ? 200 : response.status);
      return response;
    };
    for (const path of pathsOf(operation)) app.on(operation.method.toUpperCase(), path, serve);
  }
  for (const path of ['/openapi.json', `${BASE}/openapi.json`]) {
    app.get(path, (asking) => {
      admit(asking, 'look');
      return asking.body(openApiText(), 200, { 'content-type': 'application/json' });
    });
  }
  app.notFound((asking) => refuse(asking, ground, nothingThere(asking.req.method, asking.req.path)));
  app.onError((error, asking) => refuse(asking, ground, error));
  return app;
}

/** The addresses of an operation, as hono writes them. */
function pathsOf({ path, atRoot }: Operation): string[] {
  const below = `${BASE}${path.replace(/\{(\w+)\}/g, ':$1')}`;
  return atRoot === true ? [below, path] : [below];
}

async function serveOperation(
  ground: AppGround,
  operation: Operation,
  caller: Caller,
  asking: Asking,
): Promise<Response> {
  const { incoming, outgoing } = asking.env;
  const asked = {
    params: read(operation.params, asking.req.param(), 'path'),
    query: read(operation.query, asking.req.query(), 'query'),
    who: caller.who,
    ifMatch: operation.ifMatch === true ? readIfMatch(incoming.headers['if-match']) : undefined,
    body:
      operation.body === undefined
        ? undefined
        : read(operation.body, await readJsonBody(incoming, ground.limits, ground.counters), 'body'),
  };
  if (operation.id === 'events') {
    const follow = streamWanted(incoming.headers.accept, asked.query);
    if (follow) return stream(ground, caller, startOf(asked.query, incoming.headers), outgoing);
  }
  const answer = await operation.serve(ground.service, asked);
  return answerWith(operation, answer, asking);
}

function answerWith(operation: Operation, answer: unknown, asking: Asking): Response {
  if (operation.answer === undefined || answer === undefined) return asking.body(null, 204);
  const headers: Record<string, string> = { 'cache-control': 'no-store' };
  const etag = operation.etag?.(answer);
  if (etag !== undefined) {
    headers['etag'] = etag;
    headers['cache-control'] = 'no-cache';
    if (isKnown(asking.req.header('if-none-match'), etag)) return asking.body(null, 304, headers);
  }
  headers['content-type'] = operation.media ?? 'application/json';
  const body = operation.media === undefined ? JSON.stringify(answer) : String(answer);
  return asking.body(body, operation.statusOf?.(answer) ?? operation.status ?? 200, headers);
}

function streamWanted(accept: string | undefined, { follow }: Readonly<Record<string, unknown>>): boolean {
  return follow === undefined ? /text\/event-stream/.test(accept ?? '') : follow === '1';
}

/** What comes after what the reader has already, as an EventSource says when it connects again. */
function startOf(
  { from }: Readonly<Record<string, unknown>>,
  { 'last-event-id': last }: NodeJS.Dict<string | string[]>,
): number | undefined {
  if (typeof last === 'string' && /^[0-9]{1,15}$/.test(last)) return Number(last) + 1;
  return from as number | undefined;
}

async function stream(
  { service, limits, counters, refusals, onBug }: AppGround,
  caller: Caller,
  from: number | undefined,
  outgoing: HttpBindings['outgoing'],
): Promise<Response> {
  if (counters.streams >= limits.streams) {
    refusals.add('too-many-streams', `${limits.streams} event streams are open`, describe(caller));
    throw tooBusy(`${limits.streams} event streams are open already`);
  }
  counters.streams += 1;
  const onSlow = () => refusals.add('slow-reader', 'it did not read its events', describe(caller));
  streamEvents(service, from, outgoing, { ...limits, onSlow })
    .catch((error: unknown) => {
      onBug(error, 'GET events');
      outgoing.destroy();
    })
    .finally(() => {
      counters.streams -= 1;
    });
  return RESPONSE_ALREADY_SENT;
}

function read<Schema extends z.ZodType>(
  schema: Schema | undefined,
  value: unknown,
  where: string,
): z.output<Schema> | Record<string, never> {
  if (schema === undefined) {
    // Also of what takes nothing a typo is told.
    const [key] = where === 'query' ? Object.keys(value as object) : [];
    if (key !== undefined) throw badRequest('The query is not taken', [`query.${key}: is not known`]);
    return {};
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const places = result.error.issues
    .slice(0, 20)
    .map(({ path, message }) => `${[where, ...path.map(String)].join('.')}: ${message}`);
  throw badRequest(`The ${where} is not what it should be: ${places[0]}`, places);
}

function nothingThere(method: string, path: string): Fault {
  const allowed = OPERATIONS.filter((operation) =>
    pathsOf(operation).some((known) => new RegExp(`^${known.replace(/:\w+/g, '[^/]+')}$`).test(path)),
  ).map((operation) => operation.method.toUpperCase());
  if (path.endsWith('/openapi.json') && method !== 'GET') return wrongMethod(method, path, ['GET']);
  return allowed.length === 0 || allowed.includes(method)
    ? noSuchPage(path)
    : wrongMethod(method, path, allowed);
}

async function refuse(asking: Asking, ground: AppGround, error: unknown): Promise<Response> {
  const { incoming } = asking.env;
  if (error instanceof CallerGone) return asking.body(null, 400);
  if (!(error instanceof Fault)) ground.onBug(error, `${asking.req.method} ${asking.req.path}`);
  const fault = error instanceof Fault ? error : bug();
  const status = statusOfFault(fault, incoming.headers['if-match'] !== undefined);
  if (status === 413) ground.refusals.add('too-large', 'its body was too large', asking.req.path);
  const etag = status === 412 ? (await ground.service.history()).etag : undefined;
  ground.counters.countAnswered('refused', status);
  return asking.body(JSON.stringify(problemOf(fault, status, etag)), status as 400, {
    'content-type': PROBLEM_MEDIA,
    'cache-control': 'no-store',
    ...(etag !== undefined && { etag }),
    ...((status === 429 || status === 503) && { 'retry-after': '5' }),
    // What is left of a body that was refused is not read.
    ...(!incoming.complete && { connection: 'close' }),
  });
}

function describe({ role, who, from }: Caller): string {
  return from === 'unix' ? who : `${role} ${who} at ${from}`;
}
