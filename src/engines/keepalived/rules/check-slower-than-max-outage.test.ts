import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { checkSlowerThanMaxOutage } from './check-slower-than-max-outage.ts';

test('a dead service is seen in time, a hung one is not', () => {
  const text = `vrrp_script chk {
    script /c
    interval 2
    fall 3
}
`;
  const found = checkSlowerThanMaxOutage.find(keepalivedSubject(text, { maxOutageMs: 7000 }));
  assert.deepEqual(placesOf(found), ['3:14']);
  assert.equal(
    found[0]?.message,
    'chk needs up to 6000 ms to see that the service is dead (interval 2 s × fall 3) and 8000 ms when it hangs (timeout 2 s), before the VIP even begins to move; 7000 ms are allowed.',
  );
  assert.equal(
    found[0]?.remedy,
    'shorten interval, timeout or fall, or let a track_file say it, which counts at once.',
  );
});

test('at the very limit it is fast enough', () => {
  const text = `vrrp_script chk {
    script /c
    interval 2
    fall 3
}
`;
  const found = checkSlowerThanMaxOutage.find(keepalivedSubject(text, { maxOutageMs: 8000 }));
  assert.deepEqual(placesOf(found), []);
});

test('one millisecond less is not', () => {
  const text = `vrrp_script chk {
    script /c
    interval 2
    fall 3
}
`;
  const found = checkSlowerThanMaxOutage.find(keepalivedSubject(text, { maxOutageMs: 7999 }));
  assert.deepEqual(placesOf(found), ['3:14']);
  assert.equal(
    found[0]?.message,
    'chk needs up to 6000 ms to see that the service is dead (interval 2 s × fall 3) and 8000 ms when it hangs (timeout 2 s), before the VIP even begins to move; 7999 ms are allowed.',
  );
  assert.equal(
    found[0]?.remedy,
    'shorten interval, timeout or fall, or let a track_file say it, which counts at once.',
  );
});

test('the timeout counts when it is longer than the interval, and defaults are 1', () => {
  const text = `vrrp_script chk {
    script /c
    timeout 3
    fall 2
}
vrrp_script b {
    script /c
}
`;
  const found = checkSlowerThanMaxOutage.find(keepalivedSubject(text, { maxOutageMs: 6999 }));
  assert.deepEqual(placesOf(found), ['1:1']);
  assert.equal(
    found[0]?.message,
    'chk needs up to 2000 ms to see that the service is dead (interval 1 s × fall 2) and 7000 ms when it hangs (timeout 3 s), before the VIP even begins to move; 6999 ms are allowed.',
  );
  assert.equal(
    found[0]?.remedy,
    'shorten interval, timeout or fall, or let a track_file say it, which counts at once.',
  );
});

test('that limit', () => {
  const text = `vrrp_script chk {
    script /c
    timeout 3
    fall 2
}
`;
  const found = checkSlowerThanMaxOutage.find(keepalivedSubject(text, { maxOutageMs: 7000 }));
  assert.deepEqual(placesOf(found), []);
});

test('a timeout shorter than the interval', () => {
  const text = `vrrp_script chk {
    script /c
    interval 2
    timeout 1
    fall 2
}
`;
  const found = checkSlowerThanMaxOutage.find(keepalivedSubject(text, { maxOutageMs: 4999 }));
  assert.deepEqual(placesOf(found), ['3:14']);
  assert.equal(
    found[0]?.message,
    'chk needs up to 4000 ms to see that the service is dead (interval 2 s × fall 2) and 5000 ms when it hangs (timeout 1 s), before the VIP even begins to move; 4999 ms are allowed.',
  );
  assert.equal(
    found[0]?.remedy,
    'shorten interval, timeout or fall, or let a track_file say it, which counts at once.',
  );
});

test('nobody said how long', () => {
  const text = `vrrp_script chk {
    script /c
    interval 60
    fall 10
}
`;
  const found = checkSlowerThanMaxOutage.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('what is not known', () => {
  const text = `vrrp_script chk {
    script /c
    interval 60
    @a fall 10
}
`;
  const found = checkSlowerThanMaxOutage.find(keepalivedSubject(text, { maxOutageMs: 1 }));
  assert.deepEqual(placesOf(found), []);
});
