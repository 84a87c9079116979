import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { authIgnored } from './auth-ignored.ts';

test('version 3 has no password', () => {
  const text = `global_defs {
    vrrp_version 3
}
vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    authentication {
        auth_pass 1234567
    }
}
`;
  const found = authIgnored.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['7:5']);
  assert.equal(
    found[0]?.message,
    'Keepalived ignores this password: VRRP version 3 has no authentication. Anybody who can send to the nodes can take the VIP.',
  );
  assert.equal(
    found[0]?.remedy,
    'remove the block, use unicast_peer with vrrp_check_unicast_src, and let a firewall accept VRRP (protocol 112) from the peers alone.',
  );
});

test('neither have IPv6 nor strict mode', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    authentication {
        auth_pass x
    }
    virtual_ipaddress {
        fd00::5
    }
}
global_defs {
    vrrp_strict
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    authentication {
        auth_pass x
    }
}
`;
  const found = authIgnored.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['4:5', '17:5']);
  assert.equal(
    found[1]?.message,
    'Keepalived ignores this password: vrrp_strict forbids authentication. Anybody who can send to the nodes can take the VIP.',
  );
  assert.equal(
    found[1]?.remedy,
    'remove the block, use unicast_peer with vrrp_check_unicast_src, and let a firewall accept VRRP (protocol 112) from the peers alone.',
  );
});

test('strict mode of one instance counts for it alone', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    strict_mode
    authentication {
        auth_pass x
    }
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    authentication {
        auth_pass x
    }
}
`;
  const found = authIgnored.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['5:5']);
});

test('version 2 has one, and a version that is not known may be 2', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    authentication {
        auth_pass x
    }
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    @a version 3
    authentication {
        auth_pass x
    }
}
vrrp_instance c {
    interface eth0
    virtual_router_id 7
    version 3
}
vrrp_instance d {
    interface eth0
    virtual_router_id 7
    strict_mode off
    authentication {
        auth_pass x
    }
}
`;
  const found = authIgnored.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});
