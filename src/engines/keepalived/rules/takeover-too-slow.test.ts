import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { takeoverTooSlow } from './takeover-too-slow.ts';

test('long adverts are told as advice', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    advert_int 6
    priority 128
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    advert_int 5
}
`;
  const found = takeoverTooSlow.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['4:16']);
  assert.equal(
    found[0]?.message,
    'When its peer is gone, edge waits 21000 ms before it takes the VIP (3 adverts of 6 s and the skew of priority 128).',
  );
  assert.equal(found[0]?.remedy, 'lower advert_int on every node alike; below 1 s it needs version 3.');
});

test('more than is allowed is a warning', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    priority 90
}
`;
  const found = takeoverTooSlow.find(keepalivedSubject(text, { maxOutageMs: 3000 }));
  assert.deepEqual(placesOf(found), ['1:1']);
  assert.equal(
    found[0]?.message,
    'When its peer is gone, edge waits 3648 ms before it takes the VIP (3 adverts of 1 s and the skew of priority 90); 3000 ms are allowed.',
  );
  assert.equal(found[0]?.remedy, 'lower advert_int on every node alike; below 1 s it needs version 3.');
  assert.equal(found[0]?.severity, 'warning');
});

test('at the limit it is fast enough: 3 × 1 s + 128/256 s', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    priority 128
}
`;
  const found = takeoverTooSlow.find(keepalivedSubject(text, { maxOutageMs: 3500 }));
  assert.deepEqual(placesOf(found), []);
});

test('one millisecond less is not', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    priority 128
    advert_int 1
}
`;
  const found = takeoverTooSlow.find(keepalivedSubject(text, { maxOutageMs: 3499 }));
  assert.deepEqual(placesOf(found), ['5:16']);
  assert.equal(
    found[0]?.message,
    'When its peer is gone, edge waits 3500 ms before it takes the VIP (3 adverts of 1 s and the skew of priority 128); 3499 ms are allowed.',
  );
  assert.equal(found[0]?.remedy, 'lower advert_int on every node alike; below 1 s it needs version 3.');
  assert.equal(found[0]?.severity, 'warning');
});

test('down_timer_adverts is counted, and conditions are silent', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    priority 128
    down_timer_adverts 5
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    @a advert_int 100
}
vrrp_instance c {
    interface eth0
    virtual_router_id 7
    @a priority 7
}
`;
  const found = takeoverTooSlow.find(keepalivedSubject(text, { maxOutageMs: 5400 }));
  assert.deepEqual(placesOf(found), ['1:1']);
  assert.equal(
    found[0]?.message,
    'When its peer is gone, edge waits 5500 ms before it takes the VIP (5 adverts of 1 s and the skew of priority 128); 5400 ms are allowed.',
  );
  assert.equal(found[0]?.remedy, 'lower advert_int on every node alike; below 1 s it needs version 3.');
  assert.equal(found[0]?.severity, 'warning');
});
