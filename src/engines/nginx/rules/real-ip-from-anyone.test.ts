import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginxSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { realIpFromAnyone } from './real-ip-from-anyone.ts';

const find = (text: string) => realIpFromAnyone.find(nginxSubject(text));

describe('realIpFromAnyone', () => {
  it('fires at both families', () => {
    const text = `http {
  set_real_ip_from 0.0.0.0/0;
  set_real_ip_from ::/0;
}`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['2:3', '3:3']);
    assert.equal(findings[0]?.message, '"0.0.0.0/0" trusts every client to tell its own address.');
    assert.equal(findings[0]?.remedy, 'name the addresses of your load balancers only.');
  });

  it('says nothing of networks', () => {
    assert.deepEqual(find(`http { set_real_ip_from 10.0.0.0/8; }`), []);
  });

  it('says nothing of an address', () => {
    assert.deepEqual(find(`http { set_real_ip_from 0.0.0.0; }`), []);
  });
});
