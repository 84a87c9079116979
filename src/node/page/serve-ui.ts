import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Fault } from '../../base/fault.ts';
import { ApiCounters } from '../api/api-counters.ts';
import { type Admit, type AppGround, buildRoutes } from '../api/build-app.ts';
import { type Caller, callerWords } from '../api/caller.ts';
import { admitRequest, guardConnections } from '../api/guard-connections.ts';
import { type ApiLimits, LIMITS } from '../api/limits.ts';
import { listenOnAddress } from '../api/listen-on-unix.ts';
import type { NodeService } from '../api/node-service.ts';
import { PROBLEM_MEDIA, problemOf } from '../api/problem-json.ts';
import { refuseForeignPage } from '../api/refuse-foreign-page.ts';
import { Refusals, type Refused } from '../api/refused.ts';
import { may, type Right } from '../pki/rights.ts';
import { addPage, type PageGround } from './add-page.ts';
import { OperatorPass } from './operator-pass.ts';

export interface UiOptions {
  /** One a node; served below `/nodes/NAME`. */
  readonly services: readonly { readonly node: string; readonly service: NodeService }[];
  readonly page: PageGround;
  /** Whoever opens the address with the token may change the site, in this name. Default: nobody may. */
  readonly operator?: string;
  /** Default: 127.0.0.1 */
  readonly host?: '127.0.0.1' | '::1';
  /** 0 = any that is free. */
  readonly port: number;
  readonly onRefused?: (refused: Refused) => void;
  readonly onBug: (error: unknown, asked: string) => void;
  readonly limits?: Partial<ApiLimits>;
}

export interface RunningUi {
  readonly port: number;
  /** To look. */
  readonly address: string;
  /** To act, once; undefined without an operator. */
  readonly operatorAddress: string | undefined;
  close(): Promise<void>;
}

/** One person looks: what a node allows for all is more than enough. */
const UI_LIMITS = { ...LIMITS, tlsConnections: 64, streams: 16 };

/**
 * Serves the dashboard of a whole site to this machine's own browsers: everybody here may look, the operator may act.
 * @throws Fault `node/cannot-listen`
 */
export async function serveUi(options: UiOptions): Promise<RunningUi> {
  const { services, page, operator, host = '127.0.0.1', port, onBug } = options;
  const limits = { ...UI_LIMITS, ...options.limits };
  const counters = new ApiCounters();
  const refusals = new Refusals(counters, options.onRefused ?? (() => undefined));
  const pass = operator === undefined ? undefined : new OperatorPass();
  const [first] = services;
  if (first === undefined) throw new TypeError('a site has at least one node');
  const ground: AppGround = { service: first.service, limits, counters, refusals, onBug };
  const admit: Admit = (asking, right) => {
    const { incoming } = asking.env;
    refuseForeignPage(incoming);
    const caller = callerOf(incoming, pass, operator);
    if (!may(caller.role === 'owner' ? 'viewer' : caller.role, right)) {
      refusals.add('not-allowed', `it may not ${asking.req.method} ${asking.req.path}`, callerWords(caller));
      throw mayLookAlone(right, pass !== undefined);
    }
    return caller;
  };
  const app = buildRoutes(
    ground,
    admit,
    services.map(({ node, service }) => ({ prefix: `/nodes/${node}`, service })),
  );
  addPage(app, ground, page, { admit, admitFile: () => undefined });
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer((request, response) => {
    if (!admitRequest(request, response, limits, refusals)) return;
    if (!isOurs(request.headers.host)) return refuseHost(request, response, refusals);
    const token = tokenIn(request);
    if (token !== undefined && pass !== undefined) return redeem(pass, token, response);
    void listener(request, response);
  });
  const end = guardConnections(server, limits.tlsConnections, limits, ground);
  await listenOnAddress(server, host, port);
  const { port: taken } = server.address() as AddressInfo;
  const address = `http://${host === '::1' ? '[::1]' : host}:${taken}/`;
  return {
    port: taken,
    address,
    operatorAddress: pass === undefined ? undefined : `${address}?token=${pass.token}`,
    close: () =>
      new Promise((resolve) => {
        page.feed.close();
        server.close(() => resolve());
        end();
        refusals.close();
      }),
  };
}

function callerOf(request: IncomingMessage, pass: OperatorPass | undefined, operator = ''): Caller {
  const from = request.socket.remoteAddress ?? '';
  return pass?.isHeldBy(request) === true
    ? { role: 'operator', who: operator, from }
    : { role: 'viewer', who: 'this machine', from };
}

/**
 * A name that leads here by somebody else's DNS is in the header Host: only names of the loopback interface are
 * answered, whatever the port (`ssh -L` brings another one).
 */
function isOurs(host = ''): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:[0-9]{1,5})?$/i.test(host);
}

function refuseHost(request: IncomingMessage, response: ServerResponse, refusals: Refusals): void {
  refusals.add(
    'foreign-host',
    'it came by a name that is not of this machine',
    request.socket.remoteAddress ?? '',
  );
  const fault = new Fault(
    'node/foreign-host',
    'This page is for browsers of this machine; the name that it was asked by is another one.',
    'Open the address as it was printed. From elsewhere: ssh -L 8700:127.0.0.1:PORT HOST, then http://127.0.0.1:8700/.',
  );
  response.writeHead(421, { 'Content-Type': PROBLEM_MEDIA, Connection: 'close' });
  response.end(JSON.stringify(problemOf(fault, 421)));
}

function tokenIn({ url = '', method }: IncomingMessage): string | undefined {
  if (method !== 'GET' || !url.startsWith('/?')) return undefined;
  return new URLSearchParams(url.slice(2)).get('token') ?? undefined;
}

function redeem(pass: OperatorPass, token: string, response: ServerResponse): void {
  const granted = pass.redeem(token);
  const common = { 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' };
  if (granted === undefined) {
    response.writeHead(403, { ...common, 'Content-Type': 'text/plain; charset=utf-8' });
    response.end(
      'This address was used already, or is not the one that was printed. Start again: holdfast ui --operator\n',
    );
    return;
  }
  response.writeHead(303, { ...common, 'Set-Cookie': granted.cookie, Location: granted.location });
  response.end();
}

function mayLookAlone(right: Right, isOffered: boolean): Fault {
  return new Fault(
    'node/not-allowed',
    right === 'peer' ? 'Only nodes may ask that of each other.' : 'This page may look, and change nothing.',
    isOffered
      ? 'Open the operator’s address, as `holdfast ui --operator` printed it, in this browser.'
      : 'Start it for an operator: holdfast ui --operator',
  );
}
