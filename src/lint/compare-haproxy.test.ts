import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject } from '../../tests/support/lint-subjects.ts';
import { compareHaproxy } from './compare-haproxy.ts';

/** `section: -what only the left says +what only the right says` of each difference. */
function compare(left: string, right: string): string[] {
  const side = (text: string, own: string) => ({
    haproxy: haproxySubject(text).haproxy,
    own: new Set([own]),
  });
  return compareHaproxy(side(left, '10.0.0.11'), side(right, '10.0.0.12')).map(
    ({ section, onlyLeft, onlyRight }) => {
      const texts = (sign: string, statements: typeof onlyLeft) =>
        statements.map(({ keyword, args }) => ` ${sign}${[keyword, ...args].join(' ')}`).join('');
      return `${section}:${texts('-', onlyLeft)}${texts('+', onlyRight)}`;
    },
  );
}

const backend = (...lines: string[]) => `backend b\n  ${lines.join('\n  ')}\n`;

describe('compareHaproxy', () => {
  it('names sections by kind and name, and unnamed defaults by their number', () => {
    assert.deepEqual(compare('defaults\n  mode tcp\n', 'defaults\n  mode http\n'), [
      'defaults: -mode tcp +mode http',
    ]);
    const two = (second: string) => `defaults\n  mode tcp\ndefaults\n  ${second}\n`;
    assert.deepEqual(compare(two('retries 1'), two('retries 2')), [
      'defaults number 2: -retries 1 +retries 2',
    ]);
    const named = (mode: string) => `defaults web\n  mode ${mode}\n`;
    assert.deepEqual(compare(named('tcp'), named('http')), ['defaults web: -mode tcp +mode http']);
  });

  it('tells a section that one side lacks, an empty one too, but not a global one', () => {
    assert.deepEqual(compare('backend b\n', ''), ['backend b:']);
    assert.deepEqual(compare('', 'backend b\n  balance source\n'), ['backend b: +balance source']);
    assert.deepEqual(compare('global\n  daemon\n', ''), []);
    assert.deepEqual(compare('backend b\n', 'backend b\n'), []);
    assert.deepEqual(compare('global\n  maxconn 9\n', ''), ['global: -maxconn 9']);
  });

  it('sees that both name both nodes alike, as where each is a server too', () => {
    const both = backend('server one 10.0.0.11:80', 'server two 10.0.0.12:80');
    assert.deepEqual(compare(both, both), []);
    const turned = backend('server two 10.0.0.12:80', 'server one 10.0.0.11:80');
    assert.deepEqual(compare(both, turned), []);
    assert.deepEqual(compare(both, backend('server two 10.0.0.12:80')), [
      'backend b: -server one 10.0.0.11:80',
    ]);
    assert.deepEqual(compare(backend('server me 10.0.0.11:80'), backend('server me 10.0.0.12:80')), []);
  });

  it('counts how often a line is said', () => {
    const once = backend('server a 10.0.1.1:80');
    const twice = backend('server a 10.0.1.1:80', 'server a 10.0.1.1:80');
    assert.deepEqual(compare(twice, once), ['backend b: -server a 10.0.1.1:80']);
    assert.deepEqual(compare(once, twice), ['backend b: +server a 10.0.1.1:80']);
    assert.deepEqual(compare(twice, twice), []);
  });

  it('sees what a `no` turns', () => {
    assert.deepEqual(compare(backend('option redispatch'), backend('no option redispatch')), [
      'backend b: -option redispatch +option redispatch',
    ]);
  });

  it('drops what belongs to the node from servers and binds, and only there', () => {
    const server = (more: string) => backend(`server a 10.0.1.1:80 ${more}`);
    assert.deepEqual(compare(server('check id 1 source 10.9.0.1 interface eth0'), server('check id 2')), []);
    assert.deepEqual(compare(server('check'), server('')), [
      'backend b: -server a 10.0.1.1:80 check +server a 10.0.1.1:80',
    ]);
    assert.equal(compare(backend('server id 10.0.1.1:80'), backend('server source 10.0.1.1:80')).length, 1);
    const bind = (more: string) => `frontend f\n  bind :80 ${more}\n`;
    assert.deepEqual(compare(bind('name x interface eth0'), bind('name y id 7')), []);
    assert.equal(compare(bind('ssl'), bind('')).length, 1);
    const defaults = (more: string) => backend(`default-server ${more}`);
    assert.deepEqual(compare(defaults('inter 1s source 10.9.0.1'), defaults('inter 1s')), []);
    assert.equal(compare(backend('acl name src 10.0.1.1'), backend('acl id src 10.0.1.1')).length, 1);
  });

  it('puts the addresses of a bind in order, and of no other line', () => {
    const bind = (addresses: string) => `frontend f\n  bind ${addresses}\n`;
    assert.deepEqual(compare(bind(':80,:81'), bind('10.0.0.12:81,*:80')), []);
    assert.equal(compare(bind(':80,:81'), bind(':80')).length, 1);
    assert.equal(compare(backend('server a 10.0.1.1:80'), backend('server a :80')).length, 1);
    assert.equal(compare(bind(':80 process 1'), bind('*:80 process 2')).length, 1);
  });

  it('leaves sockets, logs and conditions out', () => {
    assert.deepEqual(compare('frontend f\n  stats socket /a\n  log 10.0.0.1 local0\n', 'frontend f\n'), []);
    assert.deepEqual(compare('backend b\n  .if defined(X)\n  balance source\n  .endif\n', 'backend b\n'), []);
  });
});
