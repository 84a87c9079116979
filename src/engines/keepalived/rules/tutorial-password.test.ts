import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { tutorialPassword } from './tutorial-password.ts';

test('the password of the manual is known, in any case', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    authentication {
        auth_pass 1111
    }
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    authentication {
        auth_pass Secret
    }
}
`;
  const found = tutorialPassword.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['5:19', '12:19']);
  assert.equal(
    found[0]?.message,
    'This password stands in manuals and tutorials: other pairs on the network use it too.',
  );
  assert.equal(
    found[0]?.remedy,
    'choose eight random characters for this pair, the same on every node of it.',
  );
  assert.equal(
    found[1]?.message,
    'This password stands in manuals and tutorials: other pairs on the network use it too.',
  );
  assert.equal(
    found[1]?.remedy,
    'choose eight random characters for this pair, the same on every node of it.',
  );
});

test('one of your own is not, nor is none', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    authentication {
        auth_pass 11112
    }
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7

}
`;
  const found = tutorialPassword.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});
