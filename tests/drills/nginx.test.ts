import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { RunFigures } from '../../src/drill/judge/figures.ts';
import { orderDrill } from '../../src/drill/order-drill.ts';
import { openLab } from '../../src/lab/open-lab.ts';
import { upNginxLab } from '../support/nginx-lab.ts';

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
  let down: (() => Promise<void>) | undefined;
  before(async () => {
    down = await upNginxLab(LAB);
  });
  after(() => down?.());

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
