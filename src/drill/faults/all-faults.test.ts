import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Clause, FigureName } from '../judge/clause.ts';
import { ALL_FAULTS } from './all-faults.ts';
import { NGINX_FAULTS } from './nginx/nginx-faults.ts';

const TERMS = { advertMs: 50, freezeMs: 500, rate: 200, requestMs: 0 };

function limit(
  fault: string,
  figure: FigureName,
  of: Clause['of'] = 'median',
  terms = TERMS,
): number | undefined {
  const clauses = [...ALL_FAULTS, ...NGINX_FAULTS].find(({ name }) => name === fault)?.limits(terms) ?? [];
  return clauses.find((clause) => clause.figure === figure && clause.of === of)?.atMost;
}

test('what must hold at 50 ms adverts and a freeze of 500 ms', () => {
  assert.equal(limit('haproxy-crash', 'lost'), 0);
  assert.equal(limit('haproxy-crash', 'lost', 'every run'), 1);
  assert.equal(limit('haproxy-freeze', 'lost'), 1);
  assert.equal(limit('haproxy-freeze', 'slowestMs'), 800);
  assert.equal(limit('haproxy-reload', 'lost'), 0);
  assert.equal(limit('haproxy-broken', 'outageMs'), 300);
  assert.equal(limit('keepalived-crash', 'lost'), 0);
  assert.equal(limit('keepalived-crash', 'inFlight'), 2);
  assert.equal(limit('keepalived-crash', 'twoHoldersMs'), 200);
  assert.equal(limit('node-loss', 'outageMs'), 250);
  assert.equal(limit('link-flap', 'outageMs'), 600);
  assert.equal(limit('partition', 'oneHolderAfterHealMs'), 500);
  assert.equal(limit('partition', 'lostAfterHealing'), 0);
  assert.equal(limit('switchover', 'lost'), 0);
  assert.equal(limit('switchover', 'inFlight'), 2);
  assert.equal(limit('server-crash', 'lost'), 0);
  assert.equal(limit('server-crash', 'inFlight'), 1);
  assert.equal(limit('foundation-crash', 'lost'), 1);
  assert.equal(limit('nginx-crash', 'lost'), 0);
  assert.equal(limit('nginx-crash', 'lost', 'every run'), 1);
  assert.equal(limit('nginx-freeze', 'slowestMs'), 900);
  assert.equal(limit('nginx-reload', 'lost'), 0);
  assert.equal(limit('udp-crash', 'lost'), 1);
  assert.equal(limit('udp-reload', 'repeated'), 0);
  assert.equal(limit('udp-node-loss', 'outageMs'), 250);
});

test('a gentler advert gives takeovers more time, and nothing that must be lossless more losses', () => {
  const gentle = { ...TERMS, advertMs: 200 };
  assert.equal(limit('node-loss', 'outageMs', 'median', gentle), 850);
  assert.equal(limit('partition', 'oneHolderAfterHealMs', 'median', gentle), 1700);
  assert.equal(limit('haproxy-crash', 'lost', 'median', gentle), 0);
});

test('long requests are more in flight, not more lost', () => {
  const long = { ...TERMS, requestMs: 300 };
  assert.equal(limit('switchover', 'inFlight', 'median', long), 62);
  assert.equal(limit('switchover', 'lost', 'median', long), 0);
});

test('every fault has a name of its own and says what it does and hurts', () => {
  const names = ALL_FAULTS.map(({ name }) => name);
  assert.equal(new Set(names).size, 11);
  for (const { name, does, hurts, lookOnMs } of ALL_FAULTS) {
    assert.match(name, /^[a-z]+-[a-z]+$|^partition$|^switchover$/);
    assert.ok(does.length > 10 && hurts.length > 5);
    assert.ok(lookOnMs <= 3000);
  }
});
