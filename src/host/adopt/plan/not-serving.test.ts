import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foundationStatus } from '../../../../tests/support/foundation-status.ts';
import type { FoundationStatus } from '../../../foundation/status.ts';
import { notServing } from './not-serving.ts';

const WELL = foundationStatus('lb1', false);
const { guests, vips } = WELL;

test('a standby serves when its engines run, it is fit, and Keepalived knows that another holds the VIP', () => {
  assert.equal(notServing(WELL), undefined);
  assert.equal(notServing(foundationStatus('lb1', true)), undefined);
});

const CASES: readonly (readonly [RegExp, Partial<FoundationStatus>])[] = [
  [/foundation is starting/, { state: 'starting' }],
  [/HAProxy is waiting/, { guests: { ...guests, haproxy: { ...guests.haproxy, state: 'waiting' } } }],
  [/nginx is silent/, { guests: { ...guests, nginx: { ...guests.haproxy, state: 'silent' } } }],
  [
    /Keepalived is waiting/,
    { guests: { ...guests, keepalived: { ...guests.keepalived, state: 'waiting' } } },
  ],
  [
    /unknown for edge/,
    {
      guests: {
        ...guests,
        keepalived: { ...guests.keepalived, vips: { edge: { role: 'unknown', priority: undefined } } },
      },
    },
  ],
  [/not said what it is/, { guests: { ...guests, keepalived: { ...guests.keepalived, vips: {} } } }],
  [
    /edge cannot be served here: no server/,
    { vips: { edge: { ...vips['edge']!, healthy: false, reason: 'no server' } } },
  ],
];

for (const [told, change] of CASES) {
  test(`it says ${told.source} of a foundation that does not serve`, () => {
    assert.match(notServing({ ...WELL, ...change }) ?? '', told);
  });
}

test('what keeps a foundation from starting is told in its own words', () => {
  const finding = {
    code: 'foundation/cannot-bind',
    severity: 'critical',
    message: 'Cannot bind.',
    remedy: '',
    at: '',
  } as const;
  assert.equal(notServing({ ...WELL, state: 'starting', findings: [finding] }), 'Cannot bind.');
});
