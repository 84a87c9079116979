import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { numberOutOfRange } from './number-out-of-range.ts';

test('priority and router id are whole numbers from 1 to 255', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    priority 256
}
vrrp_instance b {
  priority 0
  virtual_router_id 256
}
vrrp_instance c {
  priority 1.5
  virtual_router_id x
}
`;
  const found = numberOutOfRange.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['4:14', '7:12', '8:21', '11:12', '12:21']);
  assert.equal(
    found[0]?.message,
    'priority is 256 and must be a whole number from 1 to 255: Keepalived takes 100 and starts.',
  );
  assert.equal(found[0]?.remedy, 'choose a whole number from 1 to 255.');
  assert.equal(
    found[1]?.message,
    'priority is 0 and must be a whole number from 1 to 255: Keepalived takes 100 and starts.',
  );
  assert.equal(found[1]?.remedy, 'choose a whole number from 1 to 255.');
  assert.equal(
    found[2]?.message,
    'virtual_router_id is 256 and must be a whole number from 1 to 255: Keepalived drops the instance and starts.',
  );
  assert.equal(found[2]?.remedy, 'choose a whole number from 1 to 255.');
  assert.equal(
    found[3]?.message,
    'priority is 1.5 and must be a whole number from 1 to 255: Keepalived takes 100 and starts.',
  );
  assert.equal(found[3]?.remedy, 'choose a whole number from 1 to 255.');
  assert.equal(
    found[4]?.message,
    'virtual_router_id is no number and must be a whole number from 1 to 255: Keepalived drops the instance and starts.',
  );
  assert.equal(found[4]?.remedy, 'choose a whole number from 1 to 255.');
});

test('their ends are allowed', () => {
  const text = `vrrp_instance b {
  priority 1
  virtual_router_id 255
}
vrrp_instance c {
  priority 255
  virtual_router_id 1
}
`;
  const found = numberOutOfRange.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('adverts have at most 255 s, and 40.95 s in version 3', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    advert_int 256
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    version 3
    advert_int 41
}
vrrp_instance c {
    interface eth0
    virtual_router_id 7
    advert_int 0
}
`;
  const found = numberOutOfRange.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['4:16', '10:16', '15:16']);
  assert.equal(
    found[0]?.message,
    'advert_int is 256 and must be from 0.01 to 255: Keepalived takes 1 s and starts.',
  );
  assert.equal(found[0]?.remedy, 'choose from 0.01 to 255.');
  assert.equal(
    found[1]?.message,
    'advert_int is 41 and must be from 0.01 to 40.95: Keepalived takes the nearest it knows and starts.',
  );
  assert.equal(found[1]?.remedy, 'choose from 0.01 to 40.95.');
  assert.equal(
    found[2]?.message,
    'advert_int is 0 and must be from 0.01 to 255: Keepalived takes 1 s and starts.',
  );
  assert.equal(found[2]?.remedy, 'choose from 0.01 to 255.');
});

test('not less', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    advert_int 255
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    version 3
    advert_int 40.95
}
vrrp_instance c {
    interface eth0
    virtual_router_id 7
    version 3
    advert_int 0.01
}
`;
  const found = numberOutOfRange.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('numbers of scripts and files', () => {
  const text = `vrrp_script chk {
    script /c
    weight 254
    interval 0
    timeout 0
    fall 0
    rise 1.5
}
track_file f {
  file /f
  weight -255
}
`;
  const found = numberOutOfRange.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['3:12', '4:14', '5:13', '6:10', '7:10', '11:10']);
  assert.equal(
    found[0]?.message,
    'weight is 254 and must be a whole number from -253 to 253: Keepalived complains and starts.',
  );
  assert.equal(found[0]?.remedy, 'choose a whole number from -253 to 253.');
  assert.equal(found[0]?.severity, 'warning');
  assert.equal(
    found[1]?.message,
    'interval is 0 and must be a whole number from 1 to 4294: Keepalived takes 1 s and starts.',
  );
  assert.equal(found[1]?.remedy, 'choose a whole number from 1 to 4294.');
  assert.equal(
    found[2]?.message,
    'timeout is 0 and must be a whole number from 1 to 4294: Keepalived takes 1 s and starts.',
  );
  assert.equal(found[2]?.remedy, 'choose a whole number from 1 to 4294.');
  assert.equal(
    found[3]?.message,
    'fall is 0 and must be a whole number at least 1: Keepalived takes 1 and starts.',
  );
  assert.equal(found[3]?.remedy, 'choose a whole number at least 1.');
  assert.equal(
    found[4]?.message,
    'rise is 1.5 and must be a whole number at least 1: Keepalived takes 1 and starts.',
  );
  assert.equal(found[4]?.remedy, 'choose a whole number at least 1.');
  assert.equal(
    found[5]?.message,
    'weight is -255 and must be a whole number from -254 to 254: Keepalived takes 1 and starts.',
  );
  assert.equal(found[5]?.remedy, 'choose a whole number from -254 to 254.');
});

test('and their ends', () => {
  const text = `vrrp_script chk {
    script /c
    weight -253
    interval 1
    timeout 4294
    fall 1
    rise 9
}
vrrp_script b {
    script /c
    weight 253
}
track_file f {
  file /f
  weight 254
}
vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    priority 7
}
`;
  const found = numberOutOfRange.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('a fraction of a second is no interval and no timeout', () => {
  const found = numberOutOfRange.find(
    keepalivedSubject(
      'vrrp_script chk {\n  script /c\n  interval 0.5\n  timeout 2.5\n}\nvrrp_script b {\n  script /c\n  interval 4295\n}\n',
    ),
  );
  assert.deepEqual(
    found.map(({ message }) => message),
    [
      'interval is 0.5 and must be a whole number from 1 to 4294: Keepalived takes 1 s and starts.',
      'timeout is 2.5 and must be a whole number from 1 to 4294: Keepalived takes the interval and starts.',
      'interval is 4295 and must be a whole number from 1 to 4294: Keepalived takes 1 s and starts.',
    ],
  );
});

test('weights of tracks', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    track_script {
        a weight 254
    }
    track_file {
        f weight 254
        g weight -255
    }
    track_interface {
        eth1 weight 300
    }
}
vrrp_script z {
    script /c
    weight 300
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    track_script {
        z
        a weight 253
    }
}
`;
  const found = numberOutOfRange.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['17:12', '5:9', '9:9', '12:9']);
  assert.equal(
    found[0]?.message,
    'weight is 300 and must be a whole number from -253 to 253: Keepalived complains and starts.',
  );
  assert.equal(found[0]?.remedy, 'choose a whole number from -253 to 253.');
  assert.equal(found[0]?.severity, 'warning');
  assert.equal(
    found[1]?.message,
    'The weight of a is 254 and must be a whole number from -253 to 253: Keepalived ignores it and starts.',
  );
  assert.equal(found[1]?.remedy, 'choose a whole number from -253 to 253.');
  assert.equal(
    found[2]?.message,
    'The weight of g is -255 and must be a whole number from -254 to 254: Keepalived ignores it and starts.',
  );
  assert.equal(found[2]?.remedy, 'choose a whole number from -254 to 254.');
  assert.equal(
    found[3]?.message,
    'The weight of eth1 is 300 and must be a whole number from -253 to 253: Keepalived ignores it and starts.',
  );
  assert.equal(found[3]?.remedy, 'choose a whole number from -253 to 253.');
});
