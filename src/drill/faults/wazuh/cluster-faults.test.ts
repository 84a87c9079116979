import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FigureName, LimitTerms } from '../../judge/clause.ts';
import { ALL_FAULTS } from '../all-faults.ts';
import { CLUSTER_FAULTS } from './cluster-faults.ts';

const TERMS: LimitTerms = {
  advertMs: 50,
  freezeMs: 500,
  rate: 200,
  requestMs: 0,
  agents: { agents: 3000, share: 1000, detectMs: 12_000, moveMs: 20_000, onTheMove: 150 },
};

function most(fault: string, figure: FigureName): number | undefined {
  const clauses = CLUSTER_FAULTS.find(({ name }) => name === fault)?.limits(TERMS) ?? [];
  return clauses.find((clause) => clause.figure === figure && clause.atMost !== undefined)?.atMost;
}

test('what must hold with 3,000 agents on three managers', () => {
  assert.equal(most('manager-crash', 'agents.backMs'), 30_000);
  assert.equal(most('manager-crash', 'agents.mostDown'), 1160);
  assert.equal(most('manager-freeze', 'agents.backMs'), 52_000);
  assert.equal(most('manager-return', 'agents.spreadMs'), 120_000);
  assert.equal(most('manager-return', 'agents.mostDown'), 300);
  assert.equal(most('manager-join', 'agents.reconnects'), 1160);
  assert.equal(most('api-away', 'agents.spreadMs'), 120_000);
  assert.equal(most('balancer-crash', 'agents.reconnects'), 3460);
  assert.equal(most('reconnect-storm', 'agents.backMs'), 60_000);
});

test('a manager that hangs is no drill where its agents are left with it', () => {
  const clauses = CLUSTER_FAULTS.find(({ name }) => name === 'manager-freeze')?.limits(TERMS) ?? [];
  assert.ok(clauses.some(({ figure, atLeast = 0 }) => figure === 'agents.reconnects' && atLeast > 800));
});

test('a lost node has a limit on its agents where there are some', () => {
  const nodeLoss = ALL_FAULTS.find(({ name }) => name === 'node-loss');
  const ofAgents = (terms: LimitTerms) =>
    nodeLoss?.limits(terms).some(({ figure }) => figure === 'agents.backMs');
  assert.equal(ofAgents(TERMS), true);
  assert.equal(ofAgents({ ...TERMS, agents: undefined }), false);
});

test('each needs agents, and has a name that no other fault has', () => {
  const names = [...ALL_FAULTS, ...CLUSTER_FAULTS].map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
  assert.ok(
    CLUSTER_FAULTS.every(({ needsAgents, does, hurts }) => needsAgents && does !== '' && hurts !== ''),
  );
});
