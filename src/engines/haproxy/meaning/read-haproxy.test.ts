import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseHaproxy } from '../grammar/parse.ts';
import type { HaproxyMeaning, Proxy, Server } from './meaning.ts';
import { optionOf } from './option-of.ts';
import { readHaproxy } from './read-haproxy.ts';
import { settingOf, statementsOf } from './setting-of.ts';
import { lineSpanOf, spanOf } from './span-of.ts';
import { timeoutOf } from './timeout-of.ts';

function meaningOf(...texts: string[]): HaproxyMeaning {
  return readHaproxy(texts.map((text, index) => parseHaproxy(text, `${index}.cfg`).source)).meaning;
}

function proxy(meaning: HaproxyMeaning, name: string): Proxy {
  const found = meaning.proxies.find((candidate) => candidate.name === name);
  assert.ok(found);
  return found;
}

function server(text: string): Server {
  const found = meaningOf(text).proxies[0]?.servers.at(-1);
  assert.ok(found);
  return found;
}

function optionsOf(text: string): string[] {
  return [...server(text).options.values()].map(({ name, values }) => [name, ...values].join(' '));
}

test('sections, statements, modifiers and keywords', () => {
  const meaning = meaningOf(
    'global\n maxconn 5 # x\n\n no insecure-fork-wanted\nuserlist u\n user a password b\n',
  );
  assert.deepEqual(
    meaning.sections.map(({ kind, name, head }) => [kind, name, head.line]),
    [
      ['global', undefined, 1],
      ['userlist', 'u', 5],
    ],
  );
  assert.deepEqual(
    meaning.globals[0]?.statements.map(({ keyword, args, modifier, line, path }) => [
      keyword,
      args,
      modifier,
      line,
      path,
    ]),
    [
      ['maxconn', ['5'], undefined, 2, '0.cfg'],
      ['insecure-fork-wanted', [], 'no', 4, '0.cfg'],
    ],
  );
});

test('anonymous defaults are replaced by later ones, named ones are taken with from', () => {
  const meaning = meaningOf(
    'defaults\n timeout client 1s\nfrontend a\ndefaults n\n timeout client 2s\n mode http\nfrontend b\n',
    'defaults m from n\n timeout connect 3s\nfrontend c\nbackend d from n\ndefaults from m\nlisten e\n timeout client 9\n',
  );
  const heads = (name: string): number[] => proxy(meaning, name).defaults.map(({ head }) => head.line);
  assert.deepEqual(['a', 'b', 'c', 'd', 'e'].map(heads), [[1], [4], [1, 4], [4], [5, 1, 4]]);
  assert.equal(timeoutOf(proxy(meaning, 'a'), 'client')?.ms, 1000);
  assert.equal(timeoutOf(proxy(meaning, 'c'), 'client')?.ms, 2000);
  assert.deepEqual(
    [timeoutOf(proxy(meaning, 'e'), 'client')?.ms, timeoutOf(proxy(meaning, 'e'), 'connect')?.ms],
    [9, 3000],
  );
  assert.equal(timeoutOf(proxy(meaning, 'a'), 'server'), undefined);
  assert.deepEqual(
    meaning.proxies.map(({ mode }) => mode),
    ['tcp', 'http', 'http', 'http', 'http'],
  );
});

test('a name that no defaults above bears is a problem', () => {
  const { problems } = readHaproxy([
    parseHaproxy(
      'frontend a from later\ndefaults later\nbackend b from later\nbackend c from "$X"\n',
      'h.cfg',
    ).source,
  ]);
  assert.deepEqual(
    problems.map(({ code, line, column }) => [code, line, column]),
    [['haproxy/unknown-defaults', 1, 17]],
  );
});

test('times: a number alone is milliseconds', () => {
  const ms = (text: string): number | undefined => {
    const timeout = timeoutOf(proxy(meaningOf(`listen a\n timeout client ${text}\n`), 'a'), 'client');
    assert.equal(timeout?.index, 2);
    return timeout.ms;
  };
  assert.deepEqual(['30', '30s', '1500us', '2ms', '3m', '1h', '2d', '1.5s', '"$T"', 'x', ''].map(ms), [
    30,
    30_000,
    2,
    2,
    180_000,
    3_600_000,
    172_800_000,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test('default-server adds up from the defaults to the line, and no-X takes X out again', () => {
  const defaults = 'defaults\n default-server check inter 2s fall 3\n';
  assert.deepEqual(optionsOf(`${defaults}backend b\n server a 10.0.0.1:80\n`), [
    'check',
    'inter 2s',
    'fall 3',
  ]);
  assert.deepEqual(
    optionsOf(`${defaults}backend b\n default-server no-check ssl\n server a 10.0.0.1:80 inter 9s no-ssl\n`),
    ['inter 9s', 'fall 3', 'no-check', 'no-ssl'],
  );
  assert.deepEqual(optionsOf(`backend b\n default-server no-check\n server a :80 check disabled enabled\n`), [
    'check',
    'enabled',
  ]);
  assert.deepEqual(optionsOf('backend b\n server a :80\n default-server check\n server z :80\n'), ['check']);
  assert.deepEqual(
    meaningOf('backend b\n server a :80\n default-server check\n').proxies[0]?.servers[0]?.options.size,
    0,
  );
});

test('values of options are not taken for options', () => {
  assert.deepEqual(
    optionsOf(
      'backend b\n server a :80 source 0.0.0.0 usesrc clientip cookie check track x/backup source 10.0.0.1 check weight\n',
    ),
    ['source 10.0.0.1', 'cookie check', 'track x/backup', 'check', 'weight'],
  );
  const [bind] = proxy(
    meaningOf('frontend f\n bind :443,:444 name ssl crt /a.pem ssl crt /b.pem alpn h2\n'),
    'f',
  ).binds;
  assert.deepEqual(
    [...(bind?.options.values() ?? [])].map(({ name, values, index }) => [name, values, index]),
    [
      ['name', ['ssl'], 2],
      ['crt', ['/a.pem'], 4],
      ['ssl', [], 6],
      ['alpn', ['h2'], 9],
    ],
  );
  assert.deepEqual(
    bind?.addresses.map(({ ports }) => ports),
    [
      [443, 443],
      [444, 444],
    ],
  );
});

test('server templates say how many servers they are', () => {
  const counts = ['5', '3-5', 'x', '0'].map(
    (count) => server(`backend b\n server-template s ${count} app.example:80 check\n`).count,
  );
  assert.deepEqual(counts, [5, 3, 1, 1]);
  const template = server('backend b\n server-template s 2 app.example:80 check\n');
  assert.deepEqual(
    [template.name, template.address.address, [...template.options.keys()]],
    ['s', 'app.example', ['check']],
  );
});

test('an address in the head of a listen counts as a bind', () => {
  const [bind] = proxy(meaningOf('listen a :80 from x\n'), 'a').binds;
  assert.deepEqual([bind?.statement.line, bind?.addresses[0]?.ports], [1, [80, 80]]);
  assert.deepEqual(proxy(meaningOf('listen a from x\n'), 'a').binds, []);
});

test('options: the last one wins, no option and others of the group take it out', () => {
  const option = (text: string, name: string): number | undefined => {
    const found = meaningOf(text).proxies[0];
    assert.ok(found);
    return optionOf(found, name)?.line;
  };
  assert.equal(option('listen a\n option httpchk /a\n option httpchk /b\n', 'httpchk'), 3);
  assert.equal(option('listen a\n option httpchk\n no option httpchk\n', 'httpchk'), undefined);
  assert.equal(option('defaults\n option httpchk\nlisten a\n', 'httpchk'), 2);
  assert.equal(option('defaults\n option httpchk\nlisten a\n no option httpchk\n', 'httpchk'), undefined);
  assert.equal(option('listen a\n option httpchk\n option tcp-check\n', 'httpchk'), undefined);
  assert.equal(option('listen a\n option httpchk\n option redispatch\n', 'httpchk'), 2);
  assert.equal(
    option('listen a\n option httpchk\n.if 1\n no option httpchk\n option tcp-check\n.endif\n', 'httpchk'),
    2,
  );
  assert.equal(option('listen a\n', 'httpchk'), undefined);
});

test('the setting in force, and the lines of a section itself', () => {
  const meaning = meaningOf(
    'defaults\n balance source\n http-check expect status 200\nbackend a\n balance first\nbackend b\n',
  );
  assert.equal(settingOf(proxy(meaning, 'a'), 'balance')?.args[0], 'first');
  assert.equal(settingOf(proxy(meaning, 'b'), 'balance')?.args[0], 'source');
  assert.equal(settingOf(proxy(meaning, 'b'), 'cookie'), undefined);
  assert.deepEqual(statementsOf(proxy(meaning, 'b'), 'http-check'), []);
  assert.equal(meaning.sections[0] && statementsOf(meaning.sections[0], 'http-check').length, 1);
});

test('a mode that is a variable is not known', () => {
  assert.equal(proxy(meaningOf('defaults\n mode http\nlisten a\n mode "$M"\n'), 'a').mode, undefined);
});

test('lines between .if and .endif are conditional, sections too', () => {
  const meaning = meaningOf('global\n a\n.if 1\n b\nfrontend f\n c\n.else\n d\n.endif\n e\n');
  assert.deepEqual(
    meaning.sections.flatMap(({ head, statements }) =>
      [head, ...statements].map((s) => [s.keyword, s.isConditional]),
    ),
    [
      ['global', false],
      ['a', false],
      ['b', true],
      ['frontend', true],
      ['c', true],
      ['d', true],
      ['e', false],
    ],
  );
});

test('spans of words and of the whole line', () => {
  const [statement] = meaningOf('global\n  maxconn  5 "a b" # x\n').globals[0]?.statements ?? [];
  assert.ok(statement);
  assert.deepEqual(spanOf(statement), { path: '0.cfg', line: 2, column: 3, endLine: 2, endColumn: 19 });
  assert.deepEqual(spanOf(statement, 1, 1), {
    path: '0.cfg',
    line: 2,
    column: 12,
    endLine: 2,
    endColumn: 13,
  });
  assert.deepEqual(lineSpanOf(statement), { path: '0.cfg', line: 2, column: 1, endLine: 3, endColumn: 1 });
});
