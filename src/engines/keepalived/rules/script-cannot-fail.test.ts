import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { scriptCannotFail } from './script-cannot-fail.ts';

test('systemctl, pgrep, pidof, killall -0 and their like', () => {
  const text = `vrrp_script s0 {
    script "systemctl is-active haproxy"
}
vrrp_script s1 {
    script "/usr/bin/systemctl is-active --quiet haproxy"
}
vrrp_script s2 {
    script "/usr/bin/pgrep nginx"
}
vrrp_script s3 {
    script "pidof haproxy"
}
vrrp_script s4 {
    script "/usr/bin/killall -0 haproxy"
}
vrrp_script s5 {
    script "service haproxy status"
}
vrrp_script s6 {
    script "systemctl --quiet is-active haproxy"
}
vrrp_script s7 {
    script "/bin/kill -0 12"
}
`;
  const found = scriptCannotFail.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['2:12', '5:12', '8:12', '11:12', '14:12', '17:12', '20:12', '23:12']);
  assert.equal(
    found[0]?.message,
    '"systemctl is-active haproxy" succeeds as long as the process exists, also when it hangs and answers nobody: the node then keeps the VIP.',
  );
  assert.equal(
    found[0]?.remedy,
    'ask the service itself, with a limit: script "/usr/bin/curl -fsS -m 1 http://127.0.0.1/health", or a command on its socket.',
  );
  assert.equal(
    found[1]?.message,
    '"/usr/bin/systemctl is-active --quiet haproxy" succeeds as long as the process exists, also when it hangs and answers nobody: the node then keeps the VIP.',
  );
  assert.equal(
    found[1]?.remedy,
    'ask the service itself, with a limit: script "/usr/bin/curl -fsS -m 1 http://127.0.0.1/health", or a command on its socket.',
  );
  assert.equal(
    found[2]?.message,
    '"/usr/bin/pgrep nginx" succeeds as long as the process exists, also when it hangs and answers nobody: the node then keeps the VIP.',
  );
  assert.equal(
    found[2]?.remedy,
    'ask the service itself, with a limit: script "/usr/bin/curl -fsS -m 1 http://127.0.0.1/health", or a command on its socket.',
  );
  assert.equal(
    found[3]?.message,
    '"pidof haproxy" succeeds as long as the process exists, also when it hangs and answers nobody: the node then keeps the VIP.',
  );
  assert.equal(
    found[3]?.remedy,
    'ask the service itself, with a limit: script "/usr/bin/curl -fsS -m 1 http://127.0.0.1/health", or a command on its socket.',
  );
  assert.equal(
    found[4]?.message,
    '"/usr/bin/killall -0 haproxy" succeeds as long as the process exists, also when it hangs and answers nobody: the node then keeps the VIP.',
  );
  assert.equal(
    found[4]?.remedy,
    'ask the service itself, with a limit: script "/usr/bin/curl -fsS -m 1 http://127.0.0.1/health", or a command on its socket.',
  );
  assert.equal(
    found[5]?.message,
    '"service haproxy status" succeeds as long as the process exists, also when it hangs and answers nobody: the node then keeps the VIP.',
  );
  assert.equal(
    found[5]?.remedy,
    'ask the service itself, with a limit: script "/usr/bin/curl -fsS -m 1 http://127.0.0.1/health", or a command on its socket.',
  );
});

test('what never fails is an error', () => {
  const text = `vrrp_script s0 {
    script "/bin/true"
}
vrrp_script s1 {
    script "true"
}
vrrp_script s2 {
    script "/bin/sh -c 'check; exit 0'"
}
vrrp_script s3 {
    script "/c.sh || true"
}
vrrp_script s4 {
    script "/bin/echo ok"
}
`;
  const found = scriptCannotFail.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['2:12', '5:12', '8:12', '11:12', '14:12']);
});

test('what asks the service, or does more than to look for a process', () => {
  const text = `vrrp_script s0 {
    script "/usr/bin/curl -f http://127.0.0.1/"
}
vrrp_script s1 {
    script "/etc/keepalived/check.sh"
}
vrrp_script s2 {
    script "systemctl is-active haproxy && curl -f http://127.0.0.1/"
}
vrrp_script s3 {
    script "/usr/local/bin/true-health"
}
vrrp_script s4 {
    script "killall -9 x"
}
vrrp_script s5 {
    script "systemctl restart x"
}
vrrp_script s6 {
    script "/opt/pgrep-all/check"
}
vrrp_script s7 {
    script "exit 1"
}
vrrp_script s8 {
    script "/c; exit 01"
}
vrrp_script z {
    interval 1
}
`;
  const found = scriptCannotFail.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('beside a check that asks, one that looks for the process is welcome', () => {
  const text = `vrrp_script chk {
    script "killall -0 haproxy"
}
vrrp_script ask {
    script "/usr/local/bin/ask"
}
vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    track_script {
        chk
        ask
    }
}
`;
  const found = scriptCannotFail.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('but not where another instance has it alone', () => {
  const text = `vrrp_script chk {
    script "killall -0 haproxy"
}
vrrp_script ask {
    script "/usr/local/bin/ask"
}
vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    track_script {
        chk
        ask
    }
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    track_script {
        chk
    }
}
`;
  const found = scriptCannotFail.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['2:12']);
});

test('and two that look for processes are no better than one', () => {
  const text = `vrrp_script chk {
    script "killall -0 haproxy"
}
vrrp_script ask {
    script "pidof haproxy"
}
vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    track_script {
        chk
        ask
    }
}
`;
  const found = scriptCannotFail.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['2:12', '5:12']);
});
