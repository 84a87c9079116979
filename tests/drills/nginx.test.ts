import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { labDown } from '../../src/cli/lab-down.ts';
import { labUp } from '../../src/cli/lab-up.ts';
import type { RunFigures } from '../../src/drill/judge/figures.ts';
import { orderDrill } from '../../src/drill/order-drill.ts';
import { openLab } from '../../src/lab/open-lab.ts';
import { NGINX_LAB } from '../support/nginx-lab.ts';

/* The short ones; the others are in tests/endurance. The limits are wide, as those of the other drills here. */

const LAB = `nginx-drills-${process.pid}`;
const LOAD = { runs: 1, rate: 200, requestMs: 0 };

async function drill(fault: string): Promise<RunFigures> {
  const told: string[] = [];
  const outcomes = await orderDrill(await openLab(LAB), { faults: [fault], ...LOAD }, (line) =>
    told.push(line),
  );
  const run = outcomes[0]?.report.runs[0];
  assert.ok(run !== undefined && run.sent >= 200, told.join('\n'));
  assert.notEqual(run.recoveredMs, null, told.join('\n'));
  return run;
}

describe('a site whose services are nginx and datagrams', () => {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-nginx-drills-'));

  before(async () => {
    const file = join(dir, 'holdfast.yaml');
    writeFileSync(file, NGINX_LAB);
    assert.equal(await labUp({ file, labName: LAB }), 0);
  });
  after(async () => {
    await labDown({ labName: LAB });
    rmSync(dir, { recursive: true, force: true });
  });

  it('keeps the VIP and loses no new connection when nginx is killed', async () => {
    const { lost, holdersBefore, holdersAfter } = await drill('nginx-crash');
    assert.ok(lost <= 2, `${lost} lost`);
    assert.deepEqual(holdersAfter, holdersBefore);
  });

  it('loses no datagram that nginx had not taken when it is killed', async () => {
    const { lost, repeated, holdersBefore, holdersAfter } = await drill('udp-crash');
    assert.ok(lost <= 5, `${lost} lost`);
    assert.equal(repeated, 0);
    assert.deepEqual(holdersAfter, holdersBefore);
  });

  it('has nothing that a drill of HAProxy could ask, and says so', async () => {
    await assert.rejects(drill('haproxy-crash'), { code: 'drill/nothing-to-drill' });
  });
});
