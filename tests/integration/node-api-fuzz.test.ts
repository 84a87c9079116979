import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import fc from 'fast-check';
import { BASE, OPERATIONS } from '../../src/node/api/operations/operations.ts';
import { problemSchema } from '../../src/node/api/problem-json.ts';
import { type Api, serveApi } from '../../src/node/api/serve-api.ts';
import { PLAN_SPEC } from '../support/a-plan.ts';
import { askUnix } from '../support/ask-unix.ts';
import { smallNodeService } from '../support/small-node-service.ts';

/* Whatever is sent, the answer is an answer: never a mistake of ours. */

const root = mkdtempSync(join(tmpdir(), 'holdfast-api-fuzz-'));
const socket = join(root, 'node.sock');
let node: Awaited<ReturnType<typeof smallNodeService>>;
let api: Api;
const bugs: unknown[] = [];

before(async () => {
  node = await smallNodeService(root);
  api = await serveApi({ service: node.service, unixSocket: socket, onBug: (error) => bugs.push(error) });
});
after(async () => {
  await api.close();
  await node.close();
  rmSync(root, { recursive: true, force: true });
});

const wish = fc.record(
  {
    kind: fc.constantFrom('server-state', 'server-weight', 'vip-holder', 'pause', 'other'),
    pool: fc.constantFrom('web', '__proto__', '../etc', ''),
    server: fc.string(),
    state: fc.constantFrom('drain', 'ready', 'gone'),
    weight: fc.oneof(fc.integer(), fc.constant(null), fc.double()),
    vip: fc.string(),
    node: fc.option(fc.string()),
    paused: fc.boolean(),
  },
  { requiredKeys: ['kind'] },
);
/** What comes near to an order, so that also what lies behind the schemas is reached. */
const nearly = fc.record(
  {
    spec: fc.oneof(fc.constant(PLAN_SPEC), fc.string(), fc.json()),
    file: fc.string(),
    note: fc.string(),
    confirmMs: fc.oneof(fc.integer(), fc.double()),
    partial: fc.boolean(),
    planned: fc.jsonValue(),
    revision: fc.integer({ min: -1, max: 5 }),
    vip: fc.string(),
    to: fc.string(),
    value: fc.option(fc.boolean()),
    channel: fc.string(),
    wish,
    why: fc.string(),
    forMs: fc.oneof(fc.integer(), fc.double()),
    apply: fc.string(),
    coordinator: fc.constant('lb2'),
    kind: fc.constantFrom('apply', 'rollback'),
    base: fc.integer(),
    release: fc.string(),
    routerIds: fc.dictionary(fc.string(), fc.integer()),
    who: fc.string(),
    at: fc.string(),
    leaseMs: fc.integer(),
  },
  { requiredKeys: [] },
);
const bodies = fc.oneof(
  fc.json(),
  fc.jsonValue().map((value) => JSON.stringify(value)),
  nearly.map((value) => JSON.stringify(value)),
  fc
    .subarray(['spec', 'file', 'vip', 'wish', 'note'])
    .chain((keys) =>
      nearly.map((all) =>
        JSON.stringify(Object.fromEntries(Object.entries(all).filter(([key]) => keys.includes(key)))),
      ),
    ),
  fc.string(),
);
const writes = OPERATIONS.filter(({ method }) => method !== 'get');

it('answers any JSON sent to anything with what it did or why not', { timeout: 300_000 }, async () => {
  const seen = new Set<number>();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...writes),
      bodies,
      fc.string({ minLength: 1 }),
      fc.option(fc.constantFrom('"0-a"', '*', 'bad', '')),
      async ({ method, path }, body, word, condition) => {
        const where = `${BASE}${path.replace(/\{\w+\}/g, encodeURIComponent(word))}`;
        const headers = condition === null ? {} : { 'if-match': condition };
        const {
          status,
          json,
          headers: answered,
        } = await askUnix(socket, method.toUpperCase(), where, {
          body,
          headers,
        });
        seen.add(status);
        assert.ok(status < 500 || status === 503, `${method} ${where} ${body}: ${status}`);
        if (status < 400) return;
        assert.equal(answered['content-type'], 'application/problem+json');
        assert.equal(problemSchema.parse(json).status, status);
        assert.match(String(json['code']), /^[a-z]+\/[a-z-]+$/);
        assert.notEqual(json['remedy'], '');
      },
    ),
    { numRuns: 1_000 },
  );
  assert.deepEqual(bugs, []);
  assert.ok(seen.has(200) && seen.has(400), [...seen].join(' '));
});

it('answers any address with what is there or that nothing is', { timeout: 120_000 }, async () => {
  const parts = fc.array(
    fc.oneof(fc.webPath(), fc.string().map(encodeURIComponent), fc.constantFrom('api', 'v1', '..')),
  );
  await fc.assert(
    fc.asyncProperty(parts, fc.webQueryParameters(), async (words, query) => {
      for (const before of ['/', `${BASE}/`]) {
        const { status } = await askUnix(socket, 'GET', `${before}${words.join('/')}?${query}`);
        assert.ok([200, 204, 400, 404, 405].includes(status), `${words.join('/')}: ${status}`);
      }
    }),
    { numRuns: 200 },
  );
  assert.deepEqual(bugs, []);
});
