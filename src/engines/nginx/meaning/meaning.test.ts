import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { parseNginx } from '../grammar/parse.ts';
import type { NginxSource } from '../grammar/source.ts';
import { readDuration } from './duration.ts';
import { hasOpenInclude, isWhole, listOf, settingOf } from './in-force.ts';
import { listensOf } from './listens.ts';
import { locationPrefix } from './location.ts';
import { proxyPassesOf } from './proxy-passes.ts';
import { type Scope, scopesOf, scopesOfKind } from './scope.ts';
import { readTarget, upstreamsOf } from './upstreams.ts';

const read = (text: string): NginxSource => parseNginx(text, 'n').source;

function only(text: string, kind: string): Scope {
  const [scope, ...others] = scopesOfKind(read(text), kind);
  assert.ok(scope !== undefined && others.length === 0);
  return scope;
}

describe('the levels of a configuration', () => {
  it('come in the order of the text, the file first', () => {
    const kinds = scopesOf(read('events {}\nhttp { server { location / {} } server {} }\nstream {}'));
    assert.deepEqual(
      kinds.map(({ kind }) => kind),
      ['', 'events', 'http', 'server', 'location', 'server', 'stream'],
    );
  });

  it('know whether they are of HTTP or of streams, also in a file of their own', () => {
    const protocols = (text: string) =>
      scopesOf(read(text)).map(({ kind, protocol }) => `${kind}:${protocol}`);
    assert.deepEqual(protocols('http { server { location / {} } }').slice(1), [
      'http:http',
      'server:http',
      'location:http',
    ]);
    assert.deepEqual(protocols('stream { upstream a {} }').slice(1), ['stream:stream', 'upstream:stream']);
    assert.deepEqual(protocols('server { location / {} }\nupstream a {}').slice(1), [
      'server:http',
      'location:http',
      'upstream:http',
    ]);
    assert.deepEqual(protocols('server { listen 1; proxy_pass a; }\nupstream a {}').slice(1), [
      'server:stream',
      'upstream:stream',
    ]);
    assert.deepEqual(
      protocols('upstream a { ip_hash; }\nupstream b {}\nlocation / {}\nmap $a $b {}').slice(1),
      ['upstream:http', 'upstream:undefined', 'location:http', 'map:undefined'],
    );
    assert.deepEqual(
      protocols('server { proxy_pass a; }\nserver {}\nupstream a {}').at(-1),
      'upstream:undefined',
    );
  });

  it('are read once, and at any depth', () => {
    const source = read('a {'.repeat(20_000));
    assert.equal(scopesOf(source).length, 20_001);
    assert.equal(scopesOf(source), scopesOf(source));
  });
});

describe('what is in force', () => {
  it('is the last of the nearest level, and lists are inherited as a whole', () => {
    const scope = only('http { a 1; b 1; a 2; server { b 2; b 3; location / { c 1; } } }', 'location');
    assert.deepEqual(settingOf(scope, 'a')?.args, ['2']);
    assert.deepEqual(
      listOf(scope, 'b').map(({ args }) => args[0]),
      ['2', '3'],
    );
    assert.equal(settingOf(scope, 'd'), undefined);
    assert.deepEqual(listOf(scope, 'd'), []);
  });

  it('is known only with http or stream in the file and no include on the way', () => {
    assert.equal(isWhole(only('http { server {} }', 'server')), true);
    assert.equal(isWhole(only('stream { server {} }', 'server')), true);
    assert.equal(isWhole(only('include main.conf; http { server {} }', 'server')), true);
    assert.equal(isWhole(only('server {}', 'server')), false);
    assert.equal(isWhole(only('http { include a.conf; server {} }', 'server')), false);
    assert.equal(isWhole(only('http { server { include a.conf; } }', 'server')), false);
  });

  it("is not hidden by files that are nginx's own", () => {
    for (const file of [
      'mime.types',
      '/etc/nginx/mime.types',
      'fastcgi_params',
      '/etc/nginx/modules-enabled/*.conf',
    ]) {
      assert.equal(hasOpenInclude(only(`http { include ${file}; }`, 'http')), false, file);
    }
    for (const file of ['conf.d/*.conf', 'my-mime.types', 'mime.types.conf']) {
      assert.equal(hasOpenInclude(only(`http { include ${file}; }`, 'http')), true, file);
    }
  });
});

test('servers are read with their ports, their kind and what is said of them', () => {
  const [upstream] = upstreamsOf(
    read('upstream a { server 10.0.0.1:80 backup; server app down weight=2; keepalive 1; }'),
  );
  assert.equal(upstream?.name, 'a');
  assert.deepEqual(
    upstream?.servers.map(({ host, port, kind, isBackup, isDown, params }) => [
      host,
      port,
      kind,
      isBackup,
      isDown,
      params,
    ]),
    [
      ['10.0.0.1', 80, 'ip', true, false, ['backup']],
      ['app', undefined, 'name', false, true, ['down', 'weight=2']],
    ],
  );
  const kinds = [
    '[fd00::1]:80',
    '[::1]',
    'localhost:1',
    '127.8.0.1',
    'unix:/run/a',
    '$a:80',
    '127.example',
  ].map((address) => {
    const { host, port, kind, isLocal } = readTarget(address);
    return `${host} ${port} ${kind} ${isLocal}`;
  });
  assert.deepEqual(kinds, [
    'fd00::1 80 ip false',
    '::1 undefined ip true',
    'localhost 1 name true',
    '127.8.0.1 undefined ip true',
    '/run/a undefined socket true',
    '$a:80 undefined variable false',
    '127.example undefined name false',
  ]);
});

test('a proxy_pass is read with its scheme, its target and its path', () => {
  const readPass = (url: string) => {
    const [pass] = proxyPassesOf(
      read(`http { upstream app {} server { location / { proxy_pass ${url}; } } }`),
    );
    return [pass?.scheme, pass?.target.host, pass?.target.port, pass?.uri, pass?.upstream?.name];
  };
  assert.deepEqual(readPass('http://app'), ['http', 'app', undefined, '', 'app']);
  assert.deepEqual(readPass('HTTPS://app/x/'), ['https', 'app', undefined, '/x/', 'app']);
  assert.deepEqual(readPass('http://app:80'), ['http', 'app', 80, '', undefined]);
  assert.deepEqual(readPass('http://unix:/run/a.sock:/x'), [
    'http',
    '/run/a.sock',
    undefined,
    '/x',
    undefined,
  ]);
  assert.deepEqual(readPass('http://app$request_uri'), ['http', 'app', undefined, '$request_uri', 'app']);
  assert.deepEqual(readPass('http://app${uri}?a'), ['http', 'app', undefined, '${uri}?a', 'app']);
  assert.deepEqual(readPass('http://$up'), ['http', '$up', undefined, '', undefined]);
});

test('an upstream of streams is none of HTTP', () => {
  const source = read(
    'stream { upstream a {} server { proxy_pass a; } }\nhttp { server { location / { proxy_pass http://a; } } }',
  );
  assert.deepEqual(
    proxyPassesOf(source).map(({ scope, upstream }) => [scope.kind, upstream?.name]),
    [
      ['server', 'a'],
      ['location', undefined],
    ],
  );
});

test('listens name their socket in one way', () => {
  const sockets = listensOf(
    read(
      'server { listen 80; listen *:81; listen 0.0.0.0:82; listen [::]:83 ssl; listen 10.0.0.1; listen Host:84; listen unix:/a; }',
    ),
  );
  assert.deepEqual(
    sockets.map(({ socket, port, params }) => [socket, port, params.join()]),
    [
      ['0.0.0.0:80', 80, ''],
      ['0.0.0.0:81', 81, ''],
      ['0.0.0.0:82', 82, ''],
      ['[::]:83', 83, 'ssl'],
      ['10.0.0.1:80', 80, ''],
      ['host:84', 84, ''],
      ['unix:/a', undefined, ''],
    ],
  );
});

test('a location has a prefix unless it is exact, a regex or named', () => {
  const prefixes = scopesOfKind(
    read(
      'location /a {} location ^~ /b/ {} location = /c {} location ~ d {} location @e {} location ~* ^/f {}',
    ),
    'location',
  ).map(locationPrefix);
  assert.deepEqual(prefixes, ['/a', '/b/', undefined, undefined, undefined, undefined]);
  assert.equal(locationPrefix(only('if /a {}', 'if')), undefined);
});

test('durations have seconds where no unit stands', () => {
  const texts = [
    '60',
    '60s',
    '1m',
    '500ms',
    '1m30s',
    '1m 30s',
    '1h',
    '1d',
    '1w',
    '1M',
    '1y',
    '',
    's',
    '1.5s',
    '1x',
    '5 s',
  ];
  assert.deepEqual(
    texts.map((text) => readDuration(text)),
    [
      60_000,
      60_000,
      60_000,
      500,
      90_000,
      90_000,
      3_600_000,
      86_400_000,
      604_800_000,
      2_592_000_000,
      31_536_000_000,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ],
  );
});
