import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filesOfEngine } from './files-of-engine.ts';

const LINES: readonly (readonly [engine: 'haproxy' | 'keepalived' | 'nginx', line: string, files: string])[] =
  [
    [
      'haproxy',
      '/usr/sbin/haproxy -Ws -f /srv/lb.cfg -p /run/haproxy.pid -S /run/master.sock',
      '/srv/lb.cfg',
    ],
    [
      'haproxy',
      'haproxy -sf 12 13 -x sockpair@5 -Ws -f /a.cfg -f /etc/haproxy/conf.d',
      '/a.cfg /etc/haproxy/conf.d',
    ],
    ['haproxy', 'haproxy -D -- /a.cfg /b.cfg', '/a.cfg /b.cfg'],
    ['haproxy', 'haproxy', '/etc/haproxy/haproxy.cfg'],
    ['keepalived', '/usr/sbin/keepalived --dont-fork', '/etc/keepalived/keepalived.conf'],
    ['keepalived', 'keepalived --dont-fork --use-file=/srv/k.conf -D', '/srv/k.conf'],
    ['keepalived', 'keepalived -n -f /srv/k.conf', '/srv/k.conf'],
    [
      'nginx',
      'nginx: master process /usr/sbin/nginx -g daemon on; master_process on;',
      '/etc/nginx/nginx.conf',
    ],
    ['nginx', 'nginx: master process /usr/sbin/nginx -c /srv/nginx.conf -g daemon on;', '/srv/nginx.conf'],
  ];

for (const [engine, line, files] of LINES) {
  test(`${line} reads ${files}`, () => {
    const words = engine === 'nginx' ? [line] : line.split(' ');
    assert.deepEqual(filesOfEngine(engine, words), files.split(' '));
  });
}

test('whose command line cannot be read any more reads what is usual', () => {
  assert.deepEqual(filesOfEngine('haproxy', []), ['/etc/haproxy/haproxy.cfg']);
});
