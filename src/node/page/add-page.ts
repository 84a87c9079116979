import { createHash } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';
import * as z from 'zod';
import { badRequest, tooBusy } from '../api/api-faults.ts';
import type { AppGround } from '../api/build-app.ts';
import { type Caller, callerWords, may } from '../api/caller.ts';
import { readJsonBody } from '../api/read-json-body.ts';
import type { Asking } from '../api/serve-operation.ts';
import type { Right } from '../pki/rights.ts';
import { PAGE_HEADERS, type PageFile } from './page-files.ts';
import type {
  DrillFollower,
  DrillRun,
  PageAbout,
  PageDrillList,
  PageFinding,
  UsualPair,
} from './page-site.ts';
import { streamPage } from './page-stream.ts';
import type { SiteFeed } from './site-feed.ts';

/** What the dashboard stands on. */
export interface PageGround {
  readonly feed: SiteFeed;
  readonly files: ReadonlyMap<string, PageFile>;
  readonly about: Omit<PageAbout, 'build' | 'mayChange' | 'who'>;
  /** The text of the spec that was named, as it is now. Default: none was named. */
  readonly spec?: () => Promise<{ readonly file: string; readonly text: string }>;
  /** What is wrong with a spec, and what the rules find in what it generates. Default: nobody is asked. */
  readonly lint?: (spec: string, file: string) => readonly PageFinding[];
  /** Drills in a lab. Default: there are none. */
  readonly drills?: PageDrills;
}

export interface PageDrills {
  readonly list: PageDrillList['faults'];
  /** Those that have ended, the newest first. */
  readonly former: () => readonly DrillRun[];
  /** Default: it is not known. */
  readonly usual?: UsualPair;
  /** Begins; throws a Fault when one is on. */
  readonly run: (fault: string) => DrillRun;
  /** Ends the one that is on: what it did is undone. */
  readonly stop: () => void;
  /** Calls with how it goes on, and at once when there is one; the answer ends that. */
  readonly follow: (follower: DrillFollower) => () => void;
}

type Admit = (asking: Asking, right: Right) => Caller;

/** The page, and what it is told: `/`, `/assets/…`, `/page/…`. It reads; what changes something is the API. */
export function addPage(
  app: Hono<{ Bindings: HttpBindings }>,
  ground: AppGround,
  page: PageGround,
  { admit, admitFile }: { readonly admit: Admit; readonly admitFile: (asking: Asking) => void },
): void {
  const { feed, files, about, spec, lint, drills } = page;
  const build = buildOf(files);
  for (const [path, { bytes, gzip, media, isForever }] of files) {
    app.get(path, (asking) => {
      admitFile(asking);
      const cache = isForever ? 'public, max-age=31536000, immutable' : 'no-cache';
      const isSmall = /\bgzip\b/.test(asking.req.header('accept-encoding') ?? '');
      return asking.body(isSmall ? gzip : bytes, 200, {
        ...PAGE_HEADERS,
        'content-type': media,
        'cache-control': cache,
        vary: 'accept-encoding',
        ...(isSmall ? { 'content-encoding': 'gzip' } : {}),
      });
    });
  }
  const answer = (asking: Asking, value: unknown): Response =>
    asking.body(JSON.stringify(value ?? null), 200, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
    });
  app.get('/page/about', (asking) => {
    const caller = admit(asking, 'look');
    return answer(asking, {
      ...about,
      build,
      mayChange: may(caller, 'change'),
      who: caller.who,
    } satisfies PageAbout);
  });
  app.get('/page/site', async (asking) => {
    admit(asking, 'look');
    return answer(asking, await feed.now());
  });
  app.get('/page/events', async (asking) => {
    admit(asking, 'look');
    return answer(asking, await feed.recent());
  });
  app.get('/page/spec', async (asking) => {
    admit(asking, 'look');
    return answer(asking, await spec?.());
  });
  app.post('/page/lint', async (asking) => {
    admit(asking, 'look');
    const body = lintOrder.safeParse(await readJsonBody(asking.env.incoming, ground.limits, ground.counters));
    if (lint === undefined || body.data === undefined) throw badRequest('There is nothing to lint here');
    return answer(asking, lint(body.data.spec, body.data.file));
  });
  app.get('/page/drills', (asking) => {
    admit(asking, 'look');
    return answer(asking, {
      faults: drills?.list ?? [],
      former: drills?.former() ?? [],
      ...(drills?.usual === undefined ? {} : { usual: drills.usual }),
    } satisfies PageDrillList);
  });
  app.post('/page/drills', async (asking) => {
    admit(asking, 'change');
    const body = drillOrder.safeParse(
      await readJsonBody(asking.env.incoming, ground.limits, ground.counters),
    );
    const known = drills?.list.some(({ name }) => name === body.data?.fault) === true;
    if (drills === undefined || body.data === undefined || !known) {
      throw badRequest('There is no such drill here: drills are run in a lab alone');
    }
    return answer(asking, drills.run(body.data.fault));
  });
  app.post('/page/drills/stop', (asking) => {
    admit(asking, 'change');
    drills?.stop();
    return answer(asking, null);
  });
  app.get('/page/stream', (asking) => {
    openStream(ground, page, admit(asking, 'look'), asking);
    return ALREADY_SENT;
  });
}

function buildOf(files: PageGround['files']): string {
  const hash = createHash('sha256');
  for (const [path, { bytes }] of files) hash.update(path).update(bytes);
  return hash.digest('hex').slice(0, 16);
}

const lintOrder = z.strictObject({ spec: z.string(), file: z.string().max(4_096) });
const drillOrder = z.strictObject({ fault: z.string().max(64) });

/** By this header @hono/node-server knows that it has nothing left to send. */
const ALREADY_SENT = new Response(null, { headers: { 'x-hono-already-sent': 'true' } });

/** @throws Fault `node/too-busy` */
function openStream(
  { limits, counters, refusals, onBug }: AppGround,
  { feed, drills }: PageGround,
  caller: Caller,
  { env: { outgoing } }: Asking,
): void {
  if (counters.streams >= limits.streams) {
    refusals.add('too-many-streams', `${limits.streams} event streams are open`, callerWords(caller));
    throw tooBusy(`${limits.streams} event streams are open already`);
  }
  counters.streams += 1;
  const onSlow = () => refusals.add('slow-reader', 'it did not read its events', callerWords(caller));
  const options = { ...limits, onSlow, ...(drills === undefined ? {} : { onDrill: drills.follow }) };
  streamPage(feed, outgoing, options)
    .catch((error: unknown) => onBug(error, 'GET page/stream'))
    .finally(() => {
      counters.streams -= 1;
      outgoing.destroy();
    });
}
