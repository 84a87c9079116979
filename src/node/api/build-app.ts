import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Fault } from '../../base/fault.ts';
import { addPage, type PageGround } from '../page/add-page.ts';
import type { ApiCounters } from './api-counters.ts';
import { bug, noSuchPage, notAllowed, wrongMethod } from './api-faults.ts';
import { type Caller, callerOf, callerWords, may } from './caller.ts';
import type { ApiLimits } from './limits.ts';
import type { NodeService } from './node-service.ts';
import { openApiText } from './open-api.ts';
import type { Operation } from './operations/operation.ts';
import { BASE, OPERATIONS } from './operations/operations.ts';
import { refuseForeignPage } from './refuse-foreign-page.ts';
import { refuseRequest } from './refuse-request.ts';
import type { Refusals } from './refused.ts';
import { type Asking, serveOperation } from './serve-operation.ts';

export interface AppGround {
  readonly service: NodeService;
  readonly limits: ApiLimits;
  readonly counters: ApiCounters;
  readonly refusals: Refusals;
  /** A mistake of ours, with what was asked. */
  readonly onBug: (error: unknown, asked: string) => void;
  /** The dashboard. Default: there is none. */
  readonly page?: PageGround;
}

/** Says who asks, and whether they may. @throws Fault `node/not-allowed`, `node/foreign-page` */
export type Admit = (asking: Asking, right: Operation['right']) => Caller;

/** A node's service and where it is served: the empty prefix, or such as `/nodes/lb1`. */
export interface Served {
  readonly prefix: string;
  readonly service: NodeService;
}

/** All routes of a node's own API. @param onUnixSocket who asks is this machine's own user */
export function buildApp(ground: AppGround, onUnixSocket: boolean): Hono<{ Bindings: HttpBindings }> {
  const admit: Admit = (asking, right) => {
    const caller = admitCaller(ground, callerOf(asking.env.incoming, onUnixSocket), asking, right);
    refuseForeignPage(asking.env.incoming);
    return caller;
  };
  const app = buildRoutes(ground, admit, [{ prefix: '', service: ground.service }]);
  if (ground.page !== undefined) {
    const admitFile = (asking: Asking) =>
      void admitCaller(ground, callerOf(asking.env.incoming, onUnixSocket), asking, 'look');
    addPage(app, ground, ground.page, { admit, admitFile });
  }
  return app;
}

/** The routes of several nodes' APIs. */
export function buildRoutes(
  ground: AppGround,
  admit: Admit,
  nodes: readonly Served[],
): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  for (const { prefix, service } of nodes) {
    const own = { ...ground, service };
    for (const operation of OPERATIONS) {
      const serve = (asking: Asking) =>
        serveOperation(own, operation, admit(asking, operation.right), asking);
      for (const path of pathsOf(operation)) app.on(operation.method.toUpperCase(), prefix + path, serve);
    }
    for (const path of ['/openapi.json', `${BASE}/openapi.json`]) {
      app.get(prefix + path, (asking) => {
        admit(asking, 'look');
        return asking.body(openApiText(), 200, { 'content-type': 'application/json' });
      });
    }
  }
  app.notFound((asking) => {
    admit(asking, 'look');
    return refuseRequest(ground, asking, nothingThere(asking.req.method, asking.req.path));
  });
  app.onError((error, asking) => refuseRequest(ground, asking, error));
  return app;
}

/** @throws Fault `node/not-allowed` */
function admitCaller(
  { refusals }: AppGround,
  caller: Caller | undefined,
  asking: Asking,
  right: Operation['right'],
): Caller {
  // The server lets nobody in without an identity; should it have, nobody is served.
  if (caller === undefined) throw bug();
  if (!may(caller, right)) {
    refusals.add('not-allowed', `it may not ${asking.req.method} ${asking.req.path}`, callerWords(caller));
    throw notAllowed(caller, right);
  }
  return caller;
}

/** The addresses of an operation, as hono writes them. */
function pathsOf({ path, atRoot }: Operation): string[] {
  const below = `${BASE}${path.replace(/\{(\w+)\}/g, ':$1')}`;
  return atRoot === true ? [below, path] : [below];
}

const TAKEN = [
  ...OPERATIONS.flatMap((operation) =>
    pathsOf(operation).map((path) => ({ path, method: operation.method.toUpperCase() })),
  ),
  { path: '/openapi.json', method: 'GET' },
  { path: `${BASE}/openapi.json`, method: 'GET' },
].map(({ path, method }) => ({ place: new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`), method }));

function nothingThere(method: string, path: string): Fault {
  const allowed = TAKEN.filter(({ place }) => place.test(path)).map((taken) => taken.method);
  return allowed.length === 0 || allowed.includes(method)
    ? noSuchPage(path)
    : wrongMethod(method, path, allowed);
}
