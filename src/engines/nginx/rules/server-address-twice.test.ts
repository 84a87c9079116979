import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginxSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { serverAddressTwice } from './server-address-twice.ts';

const find = (text: string) => serverAddressTwice.find(nginxSubject(text));

describe('serverAddressTwice', () => {
  it('fires at the second', () => {
    const text = `upstream a {
  server 10.0.0.1:80;
  server 10.0.0.2:80;
  server 10.0.0.1:80 weight=2;
}`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['4:3']);
    assert.equal(
      findings[0]?.message,
      '10.0.0.1:80 stands twice in the upstream a, first in line 2: that is one server, not two.',
    );
    assert.equal(
      findings[0]?.remedy,
      'write the address that was meant, or one line with "weight=2" where it should have more requests.',
    );
  });

  it('knows the default port of HTTP', () => {
    const text = `http { upstream a {
  server App;
  server app:80;
} }`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['3:3']);
    assert.equal(
      findings[0]?.message,
      'app:80 stands twice in the upstream a, first in line 2: that is one server, not two.',
    );
    assert.equal(
      findings[0]?.remedy,
      'write the address that was meant, or one line with "weight=2" where it should have more requests.',
    );
  });

  it('knows Unix sockets', () => {
    const text = `upstream a {
  server unix:/run/a;
  server unix:/run/a;
}`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['3:3']);
    assert.equal(
      findings[0]?.message,
      'unix:/run/a stands twice in the upstream a, first in line 2: that is one server, not two.',
    );
    assert.equal(
      findings[0]?.remedy,
      'write the address that was meant, or one line with "weight=2" where it should have more requests.',
    );
  });

  it('knows IPv6 addresses', () => {
    const text = `upstream a {
  server [fd00::A]:80;
  server [fd00::a]:80;
}`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['3:3']);
    assert.equal(
      findings[0]?.message,
      '[fd00::a]:80 stands twice in the upstream a, first in line 2: that is one server, not two.',
    );
    assert.equal(
      findings[0]?.remedy,
      'write the address that was meant, or one line with "weight=2" where it should have more requests.',
    );
  });

  it('says nothing about different ports', () => {
    assert.deepEqual(find(`upstream a { server 10.0.0.1:80; server 10.0.0.1:81; }`), []);
  });

  it('says nothing about variables', () => {
    assert.deepEqual(find(`upstream a { server $x; server $x; }`), []);
  });

  it('says nothing about two upstreams', () => {
    assert.deepEqual(
      find(`upstream a { server 10.0.0.1:80; }
upstream b { server 10.0.0.1:80; }`),
      [],
    );
  });

  it('says nothing where the port is not known', () => {
    assert.deepEqual(find(`upstream a { server app; server app:80; }`), []);
  });
});
