import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { lookUpSecret } from '../../src/node/in-force/look-up-secret.ts';
import { type NodeForce, openInForce } from '../../src/node/in-force/open-in-force.ts';
import { writeWanted } from '../../src/node/in-force/write-wanted.ts';
import { type ForceFiles, forceFiles, makeNodeGround, type NodeGround } from '../support/node-in-force.ts';

const RUNS = 40;
const removal = { withinMs: 0, closeSessions: true };

let ground: NodeGround;
let force: NodeForce;

interface Server {
  readonly name: string;
  readonly port: number;
  readonly weight: number;
  readonly isDisabled: boolean;
}

const server = fc.record({
  name: fc.constantFrom('s1', 's2', 's3', 's4'),
  port: fc.constantFrom(9001, 9002, 9099),
  weight: fc.constantFrom(0, 1, 5),
  isDisabled: fc.constantFrom(false, false, true),
});

const release = fc.record({
  servers: fc.uniqueArray(server, { selector: ({ name }) => name, maxLength: 4 }),
  // Rarely another one: the way without a reload is what is of interest.
  mode: fc.constantFrom('tcp' as const, 'tcp' as const, 'tcp' as const, 'http' as const),
  timeout: fc.constantFrom('20s', '20s', '20s', '20s', '30s'),
  router: fc.constantFrom('lb1', 'other'),
  maxconn: fc.constantFrom(1000, 1000, 800),
});

function optionsOf({
  servers,
  ...rest
}: Omit<ForceFiles, 'servers'> & { readonly servers: readonly Server[] }): ForceFiles {
  const lines = servers.map(
    ({ name, port, weight, isDisabled }) =>
      `${name} 127.0.0.1:${port} weight ${weight}${isDisabled ? ' disabled' : ''}`,
  );
  return { ...rest, servers: lines };
}

/** Without servers that 2.6 cannot delete: they stay in maintenance until the next start. */
async function serversNow(wanted: readonly Server[]): Promise<string[]> {
  const names = new Set(wanted.map(({ name }) => name));
  const { servers } = await ground.live();
  const rest = servers.filter((one) => !names.has(one.server));
  assert.ok(rest.every(({ admin, sessions }) => admin === 'maint' && sessions === 0));
  return servers
    .filter((one) => names.has(one.server))
    .map(({ server: name, port, weight, admin }) => `${name} ${port} ${weight} ${admin}`)
    .toSorted();
}

describe('whatever is put in force after whatever', { concurrency: 1 }, () => {
  before(async () => {
    ground = await makeNodeGround(
      async (runDir) => await writeWanted(runDir, forceFiles(runDir), lookUpSecret),
    );
    force = openInForce({ runDir: ground.runDir });
  });
  after(async () => await ground.end());

  it('is done as it was foretold, is wholly in force, and a new HAProxy is started only where it is said', async () => {
    const ways = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(release, async (wanted) => {
        const files = forceFiles(ground.runDir, optionsOf(wanted));
        const { pid } = (await ground.serving()).guests.haproxy;
        const forecast = await force.forecast(files, { removal });
        const done = await force.putInForce(files, { removal });
        ways.set(done.how, (ways.get(done.how) ?? 0) + 1);
        assert.equal(done.how, forecast.how, done.notes.join('\n'));
        const now = (await ground.serving()).guests.haproxy.pid;
        assert.equal(now === pid, done.how !== 'reload');
        for (const { path, text } of files) {
          assert.equal(readFileSync(join(ground.runDir, 'active', path), 'utf8'), text);
        }
        assert.deepEqual(
          await serversNow(wanted.servers),
          wanted.servers
            .map(({ name, port, weight, isDisabled }) =>
              [name, port, weight, isDisabled ? 'maint' : 'ready'].join(' '),
            )
            .toSorted(),
        );
        assert.deepEqual(await force.observeDrift(files), { why: undefined, files: [], runtime: [] });
        assert.equal((await force.putInForce(files, { removal })).how, 'nothing');
      }),
      // In CI the same sequence each time, so that a change is judged by what it changes.
      { numRuns: RUNS, ...(process.env['CI'] === undefined ? {} : { seed: 20_261_121 }) },
    );
    assert.ok((ways.get('runtime') ?? 0) > 5, JSON.stringify([...ways]));
    assert.ok((ways.get('reload') ?? 0) > 5, JSON.stringify([...ways]));
  });
});
