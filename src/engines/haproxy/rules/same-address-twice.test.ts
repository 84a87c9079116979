import assert from 'node:assert/strict';
import { test } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { sameAddressTwice } from './same-address-twice.ts';

const find = (text: string) => sameAddressTwice.find(haproxySubject(text));

const two = (one: string, other: string) => `frontend a\n bind ${one}\nfrontend b\n bind ${other}\n`;

test('tells both frontends and the place of the second bind', () => {
  const [finding, ...others] = find(two(':80', '0.0.0.0:80'));
  assert.deepEqual(others, []);
  assert.equal(
    finding?.message,
    'frontend b listens on *:80, and so does frontend a (haproxy.cfg:2): the kernel picks one of the two at random for each connection.',
  );
  assert.deepEqual(finding.at, { path: 'haproxy.cfg', line: 4, column: 7, endLine: 4, endColumn: 17 });
});

test('sees an address in other words, in port ranges, among several and in the head of a listen', () => {
  assert.equal(find(two('10.0.0.1:80-90', '10.0.0.1:90-95')).length, 1);
  assert.equal(find(two(':1-1000', ':80')).length, 1);
  assert.equal(find(two(':80', ':1-1000')).length, 1);
  assert.equal(find(two('10.0.0.1:80,10.0.0.2:80', '10.0.0.2:80')).length, 1);
  assert.equal(find(two('[fd00::1]:80', 'fd00:0::1:80')).length, 1);
  assert.equal(find(two('/run/a.sock', 'unix@/run/a.sock')).length, 1);
  assert.deepEqual(placesOf(find('frontend a\n bind :80\nlisten b :80\n')), ['3:10']);
});

test('a wide range is compared with every later one', () => {
  const text =
    'frontend a\n bind :1-1000\nfrontend b\n bind :5\nfrontend c\n bind :900\nfrontend d\n bind :1001\n';
  assert.deepEqual(placesOf(find(text)), ['4:7', '6:7']);
});

test('says nothing where the kernel can tell the two apart', () => {
  for (const [one, other] of [
    [':80', ':81'],
    ['10.0.0.1:80-89', '10.0.0.1:90'],
    [':80', '10.0.0.1:80'],
    ['10.0.0.1:80', '10.0.0.2:80'],
    [':443', 'quic4@:443'],
    [':80', ':::80'],
    [':80 interface eth0', ':80 interface eth1'],
    [':80 namespace a', ':80 namespace b'],
    ['fd@3', 'fd@3'],
    ['"$ADDRESS:80"', '"$ADDRESS:80"'],
    ['/run/a.sock', '/run/b.sock'],
  ] as const)
    assert.deepEqual(find(two(one, other)), [], `${one} and ${other}`);
});

test('says nothing of a proxy that is perhaps not there', () => {
  assert.deepEqual(find('frontend a\n bind :80\n.if defined(X)\nfrontend b\n bind :80\n.endif\n'), []);
  assert.deepEqual(find('frontend a\n bind :80\nfrontend b\n.if defined(X)\n bind :80\n.endif\n'), []);
  assert.deepEqual(find('frontend a\n bind :80\nfrontend b\n disabled\n bind :80\n'), []);
  assert.deepEqual(find('defaults\n disabled\nfrontend a\n bind :80\nfrontend b\n enabled\n bind :80\n'), []);
  assert.deepEqual(
    find('frontend a\n bind-process 1\n bind :80\nfrontend b\n bind-process 2\n bind :80\n'),
    [],
  );
});

test('one frontend may bind an address twice, but not with TLS and without', () => {
  assert.deepEqual(find('frontend a\n bind :80\n bind :80\n'), []);
  const [finding] = find('frontend a\n bind :443\n bind :443 ssl crt x.pem\n');
  assert.equal(
    finding?.message,
    'frontend a listens on *:443 twice, once with TLS and once without (haproxy.cfg:2): the kernel picks one of the two at random for each connection.',
  );
  assert.equal(finding.remedy, 'remove one of the two lines, or give one another port.');
});
