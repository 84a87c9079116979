import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { NGINX_FAULTS } from '../../src/drill/faults/nginx/nginx-faults.ts';
import { nodeLoss } from '../../src/drill/faults/node-loss.ts';
import { serverCrash } from '../../src/drill/faults/server-crash.ts';
import { switchover } from '../../src/drill/faults/switchover.ts';
import type { RunFigures } from '../../src/drill/judge/figures.ts';
import { orderDrill } from '../../src/drill/order-drill.ts';
import { openLab } from '../../src/lab/open-lab.ts';
import { upNginxLab } from '../support/nginx-lab.ts';

/** Wide, as one run on a machine that runs tests beside is no median. */
const PROMISES: Readonly<Record<string, (run: RunFigures) => boolean>> = {
  'nginx-crash': ({ lost }) => lost <= 2,
  'nginx-freeze': ({ lost, slowestMs }) => lost <= 5 && slowestMs <= 1_500,
  'nginx-reload': ({ lost, cut }) => lost <= 2 && cut === 0,
  'udp-crash': ({ lost, repeated }) => lost <= 5 && repeated === 0,
  'udp-reload': ({ lost, repeated }) => lost <= 5 && repeated === 0,
  'udp-node-loss': ({ outageMs }) => outageMs <= 1_000,
  'node-loss': ({ outageMs }) => outageMs <= 1_000,
  'server-crash': ({ lost }) => lost <= 5,
  switchover: ({ lost }) => lost <= 5,
};

const LAB = `nginx-endurance-${process.pid}`;

describe('a site that nginx alone serves', () => {
  let down: (() => Promise<void>) | undefined;
  before(async () => {
    down = await upNginxLab(LAB);
  });
  after(() => down?.());

  for (const { name, does } of [...NGINX_FAULTS, nodeLoss, serverCrash, switchover]) {
    it(`survives ${name}: ${does}`, async () => {
      const told: string[] = [];
      const wanted = { faults: [name], runs: 1, rate: 200, requestMs: 0 };
      const outcomes = await orderDrill(await openLab(LAB), wanted, (line) => told.push(line));
      const run = outcomes[0]?.report.runs[0];
      assert.ok(run !== undefined && run.recoveredMs !== null, told.join('\n'));
      assert.ok(PROMISES[name]?.(run) === true, told.join('\n'));
    });
  }
});
