import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseSpec } from './parse-spec.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const parse = (text: string) => parseSpec(bytes(text), 'holdfast.yaml');

const GOOD = `version: 1
name: edge
nodes:
  lb1: { address: 10.0.0.1, interface: eth0 }
  lb2: { address: 10.0.0.2, interface: eth0 }
vips:
  edge: { address: 10.0.0.100/24 }
services:
  web: { vip: edge, listen: 80, mode: http, pool: web }
pools:
  web:
    servers: { web1: "10.0.0.21:80" }
`;

test('a good spec has no problems, its defaults filled in, and is frozen', () => {
  const { spec, problems } = parse(GOOD);
  assert.deepEqual(problems, []);
  assert.equal(spec?.vips['edge']?.failover.advertise, '200ms');
  assert.ok(Object.isFrozen(spec?.pools['web']?.servers));
});

test('origins say where each value stands, and of a map where its key stands', () => {
  const { origins } = parse(GOOD);
  assert.deepEqual(origins['vips/edge/address'], { line: 7, column: 20 });
  assert.deepEqual(origins['pools/web'], { line: 11, column: 3 });
});

/** Each spec is wrong in one way; the finding stands exactly there. */
const TABLE: readonly (readonly [name: string, text: string, code: string, at: string])[] = [
  ['an empty file', '', 'spec/empty', '1:1'],
  ['a comment alone', '# nothing\n', 'spec/empty', '1:1'],
  ['a word', 'hello\n', 'spec/wrong-type', '1:1'],
  ['a list', '- 1\n- 2\n', 'spec/wrong-type', '1:1'],
  ['a second document', `${GOOD}---\nversion: 1\n`, 'spec/several-documents', '13:1'],
  ['broken YAML', GOOD.replace('{ vip: edge,', '{ vip: edge,,'), 'spec/yaml-syntax', '9:20'],
  ['a NUL', GOOD.replace('name: edge', 'name: ed\0ge'), 'spec/control-character', '2:9'],
  ['a duplicate key', `${GOOD}name: other\n`, 'spec/duplicate-key', '13:1'],
  ['an anchor', GOOD.replace('name: edge', 'name: &n edge'), 'spec/yaml-feature', '2:7'],
  ['an alias', GOOD.replace('name: edge', 'name: *n'), 'spec/yaml-feature', '2:7'],
  ['a merge key', GOOD.replace('{ vip: edge,', '{ <<: 1, vip: edge,'), 'spec/unknown-key', '9:10'],
  ['a tag', GOOD.replace('name: edge', 'name: !!str edge'), 'spec/yaml-feature', '2:7'],
  ['a directive', `%YAML 1.2\n---\n${GOOD}`, 'spec/yaml-feature', '1:1'],
  ['a key that is a list', `${GOOD}[1, 2]: x\n`, 'spec/yaml-feature', '13:1'],
  ['an unknown key', GOOD.replace('listen:', 'liste:'), 'spec/unknown-key', '9:21'],
  ['an error page of no status', `${GOOD}errorPages: { 503: /a, 999: /b }\n`, 'spec/unknown-key', '13:24'],
  ['a missing key', GOOD.replace('listen: 80, ', ''), 'spec/missing-key', '9:3'],
  ['a missing section', GOOD.replace('vips:', 'x-vips:'), 'spec/missing-key', '1:1'],
  ['no value', GOOD.replace('listen: 80', 'listen: '), 'spec/wrong-type', '9:29'],
  ['a wrong choice', GOOD.replace('mode: http', 'mode: htttp'), 'spec/not-a-choice', '9:39'],
  ['a wrong version', GOOD.replace('version: 1', 'version: 2'), 'spec/not-a-choice', '1:10'],
  ['a bad name', GOOD.replace('web:\n', '"we b":\n'), 'spec/bad-name', '11:3'],
  ['a name with a semicolon', GOOD.replace('name: edge', 'name: a;b'), 'spec/bad-name', '2:7'],
  ['a newline in a text', GOOD.replace('name: edge', 'name: "a\\nb"'), 'spec/control-character', '2:7'],
  ['a port too high', GOOD.replace('80,', '70000,'), 'spec/out-of-range', '9:29'],
  ['a port with a fraction', GOOD.replace('80,', '80.5,'), 'spec/out-of-range', '9:29'],
  [
    'a duration without unit',
    GOOD.replace('/24 }', '/24, failover: { advertise: 50 } }'),
    'spec/bad-duration',
    '7:58',
  ],
  ['a bad duration', GOOD.replace('/24 }', '/24, failover: { delay: soon } }'), 'spec/bad-duration', '7:54'],
  [
    'too short a duration',
    GOOD.replace('/24 }', '/24, failover: { advertise: 1ms } }'),
    'spec/out-of-range',
    '7:58',
  ],
  ['a VIP without prefix', GOOD.replace('/24', ''), 'spec/bad-address', '7:20'],
  ['an address with leading zeros', GOOD.replace('10.0.0.1,', '010.0.0.1,'), 'spec/bad-address', '4:19'],
  ['a server without port', GOOD.replace('21:80', '21'), 'spec/bad-address', '12:22'],
  [
    'a weight too high',
    GOOD.replace('"10.0.0.21:80"', '{ address: "10.0.0.21:80", weight: 257 }'),
    'spec/out-of-range',
    '12:57',
  ],
  [
    'two kinds of check',
    GOOD.replace('servers', 'check: { http: /, tls: true }\n    servers'),
    'spec/choose-one',
    '12:5',
  ],
  [
    'expect of a tcp check',
    GOOD.replace('servers', 'check: { tcp: true, expect: x }\n    servers'),
    'spec/check-kind',
    '12:5',
  ],
  ['a bad way to balance', GOOD.replace('servers', 'balance: hdr\n    servers'), 'spec/bad-balance', '12:14'],
  [
    'a password in clear',
    GOOD.replace('/24 }', '/24, vrrp: { version: 2, password: hunter2 } }'),
    'spec/secret-in-clear',
    '7:65',
  ],
  [
    'a bind in raw',
    GOOD.replace('servers', 'raw: { haproxy: "bind :1" }\n    servers'),
    'spec/raw-not-allowed',
    '12:21',
  ],
  [
    'a bind in a block',
    GOOD.replace('servers', 'raw:\n      haproxy: |\n        # ok\n        bind :1\n    servers'),
    'spec/raw-not-allowed',
    '15:1',
  ],
  [
    'interface and interfaces',
    GOOD.replace('interface: eth0', 'interface: eth0, interfaces: { eth1: [10.1.0.1/24] }'),
    'spec/choose-one',
    '4:3',
  ],
];

for (const [name, text, code, at] of TABLE) {
  test(`${name} is ${code} at ${at}`, () => {
    const { spec, problems } = parse(text);
    assert.equal(spec, undefined);
    const [first, ...others] = problems;
    assert.deepEqual(
      [first?.code, `${first?.line}:${first?.column}`, others.map((one) => one.code)],
      [code, at, []],
    );
    assert.ok(
      first !== undefined && first.message !== '' && first.remedy !== '' && first.path === 'holdfast.yaml',
    );
  });
}

test('keys that begin with x- are ignored at every level', () => {
  const text = GOOD.replace('{ vip: edge,', '{ x-note: 5, vip: edge,');
  assert.deepEqual(parse(`x-who: [me]\n${text}`).problems, []);
});

test('an unknown key is answered with the key that was meant', () => {
  const [first] = parse(GOOD.replace('listen:', 'lisetn:')).problems;
  assert.match(first?.remedy ?? '', /did you mean "listen"/);
});

test('one wrong field does not hide the others', () => {
  const text = GOOD.replace('name: edge', 'name: a b')
    .replace('eth0 }', 'eth0, mtu: 9 }')
    .replace('21:80', '21:x');
  assert.deepEqual(
    parse(text).problems.map(({ code }) => code),
    ['spec/bad-name', 'spec/unknown-key', 'spec/bad-address'],
  );
});

test('a contradiction beside a wrong value is told too', () => {
  const text = GOOD.replace('servers', 'check: { http: /, tls: true, every: 5 }\n    servers');
  assert.deepEqual(
    parse(text).problems.map(({ code }) => code),
    ['spec/choose-one', 'spec/bad-duration'],
  );
});

test('the value of a secret that stands in clear is never repeated', () => {
  for (const wrong of [
    'hunter2',
    '{ env: "hunter2!" }',
    '{ file: hunter2 }',
    '[hunter2]',
    '{ hunter: hunter2 }',
  ]) {
    const { problems } = parse(GOOD.replace('/24 }', `/24, vrrp: { version: 2, password: ${wrong} } }`));
    assert.ok(problems.length > 0);
    assert.doesNotMatch(JSON.stringify(problems), /hunter2/);
  }
});

test('bytes that are no UTF-8 are shown where they stand', () => {
  const { problems } = parseSpec(new Uint8Array([...bytes('version: 1\nname: '), 0xff, 0x41]), 'f');
  assert.deepEqual([problems[0]?.code, problems[0]?.line, problems[0]?.column], ['spec/not-utf-8', 2, 7]);
});

test('a byte order mark and CRLF are no problem', () => {
  assert.deepEqual(parse(`\uFEFF${GOOD.replaceAll('\n', '\r\n')}`).problems, []);
});

test('10 MB are refused without being read as YAML', () => {
  const { problems } = parseSpec(new Uint8Array(10_000_000).fill(0x5b), 'f');
  assert.deepEqual(
    problems.map(({ code }) => code),
    ['spec/too-large'],
  );
});

for (const unit of ['[', '{a: ', '- ', '? ', '{', '"', '*a ', '&a ', '- - x\n', 'a:\n', '\t', '|\n', ': ']) {
  test(`100 kB of ${JSON.stringify(unit)} is a problem and no crash`, () => {
    const { problems } = parse(unit.repeat(Math.floor(100_000 / unit.length)));
    assert.ok(problems.length > 0);
  });
}

test('thousands of keys take seconds at most', () => {
  const keys = Array.from({ length: 20_000 }, (_, index) => `k${index}: 1`).join('\n');
  assert.ok(parse(keys).problems.length > 0);
});

const PIECES = [
  'version: 1',
  'nodes:',
  '  lb1: ',
  '{',
  '}',
  '[',
  ']',
  '&a',
  '*a',
  '!!x',
  '*!',
  '<<: *a',
  '- ',
  '? ',
  '|',
  '>',
  '\n',
  '\t',
  "'",
  '"',
  '#',
  '%',
  '---\n',
  '...\n',
  ': ',
  '__proto__: ',
  'constructor: ',
  '\u2028',
  '\ud800',
  'null',
  '.inf',
  '1e999',
  'x-',
];

test('no text whatever makes it throw, and what has no spec has a problem', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 4 })), { maxLength: 30 })
      .map((all) => all.join('')),
    // A good spec with a piece put in somewhere.
    fc
      .tuple(fc.nat(GOOD.length), fc.constantFrom(...PIECES))
      .map(([at, piece]) => GOOD.slice(0, at) + piece + GOOD.slice(at)),
  );
  fc.assert(
    fc.property(text, (candidate) => {
      const { spec, problems } = parse(candidate);
      assert.equal(spec === undefined, problems.length > 0);
      for (const { line, column } of problems) assert.ok(line >= 1 && column >= 1);
    }),
    { numRuns: 1_000 },
  );
});

test('no bytes whatever make it throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (random) => {
      const { spec, problems } = parseSpec(random, 'f');
      assert.equal(spec === undefined, problems.length > 0);
    }),
  );
});
