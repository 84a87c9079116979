import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { labDown } from '../../src/cli/lab-down.ts';
import { labUp } from '../../src/cli/lab-up.ts';
import type { AgentsFigures } from '../../src/drill/agents/agents-figures.ts';
import { orderDrill } from '../../src/drill/order-drill.ts';
import { openLab } from '../../src/lab/open-lab.ts';

/*
 * The drills about the agents of a Wazuh cluster, each once, and an ordinary one beside them. The limits are wide: a machine that
 * runs tests beside is noisy. `holdfast drill run all --lab` judges by the real ones.
 */

const AGENTS = 60;
const SHARE = AGENTS / 3;
const LAB = `agents-${process.pid}`;
const LOAD = { runs: 1, rate: 50, requestMs: 0 };

type Check = (agents: AgentsFigures) => void;

const allBack: Check = ({ backMs }) => assert.notEqual(backMs, null);
const spread: Check = ({ spreadMs }) => assert.notEqual(spreadMs, null);
const reconnects =
  (least: number, most: number): Check =>
  (agents) =>
    assert.ok(agents.reconnects >= least && agents.reconnects <= most, JSON.stringify(agents));
const downAtMost =
  (most: number): Check =>
  ({ mostDown }) =>
    assert.ok(mostDown <= most, `${mostDown} down`);

const PROMISES: Readonly<Record<string, readonly Check[]>> = {
  'manager-crash': [allBack, reconnects(SHARE - 5, SHARE + 10), downAtMost(SHARE + 5)],
  'manager-freeze': [allBack, reconnects(SHARE - 5, SHARE + 10)],
  'manager-return': [spread, reconnects(1, 2 * SHARE), downAtMost(SHARE)],
  'manager-join': [spread, reconnects(1, 2 * SHARE), downAtMost(SHARE)],
  'api-away': [spread, reconnects(1, 2 * SHARE), downAtMost(SHARE)],
  'balancer-crash': [allBack, reconnects(AGENTS, AGENTS + 20)],
  'reconnect-storm': [allBack, reconnects(AGENTS, AGENTS + 20)],
  'haproxy-crash': [allBack, reconnects(AGENTS, AGENTS + 20)],
};

/** @param faults of `PROMISES`, one after the other in one lab */
export function testAgentsDrills(faults: readonly string[]): void {
  describe('a site with a Wazuh cluster behind it', { timeout: 900_000 }, () => {
    const dir = mkdtempSync('/tmp/holdfast-test-');
    const spec = join(dir, 'wazuh.yaml');

    before(async () => {
      const text = readFileSync(join(import.meta.dirname, '../../examples/wazuh.yaml'), 'utf8')
        .replace('agents: 300', `agents: ${AGENTS}`)
        // The same agents are moved again and again here.
        .replace(/^wazuh:/m, 'wazuh:\n  events: { rebalance: { settle: 1s, cooldown: 1s } }');
      writeFileSync(spec, text);
      assert.equal(await labUp({ file: spec, labName: LAB }), 0);
    });
    after(async () => {
      await labDown({ labName: LAB });
      rmSync(dir, { recursive: true, force: true });
    });

    for (const name of faults) {
      it(`survives ${name}, and its agents are as they were`, async () => {
        const told: string[] = [];
        const lab = await openLab(LAB);
        const outcomes = await orderDrill(lab, { faults: [name], ...LOAD }, (line) => told.push(line));
        const run = outcomes[0]?.report.runs[0];
        assert.ok(run?.agents !== undefined, told.join('\n'));
        assert.notEqual(run.recoveredMs, null, told.join('\n'));
        assert.equal(run.agents.agents, AGENTS);
        const promises = PROMISES[name];
        assert.ok(promises !== undefined, 'every fault has its promise here');
        for (const holds of promises) holds(run.agents);
        assert.ok(!existsSync(`${lab.dir}/lb1/drill`), 'nobody is kept from spreading agents any more');
      });
    }
  });
}
