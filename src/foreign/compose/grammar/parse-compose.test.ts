import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import fc from 'fast-check';
import { parseCompose } from './parse-compose.ts';
import type { ComposeValue } from './tree.ts';

function plain(value: ComposeValue): unknown {
  if (value.kind === 'scalar') return value.text;
  if (value.kind === 'list') return value.items.map(plain);
  return Object.fromEntries(value.entries.map(({ key, value: inner }) => [key, plain(inner)]));
}

function servicesOf(text: string): Record<string, unknown> {
  const { services } = parseCompose(text, 'docker-compose.yml').compose;
  return Object.fromEntries(
    services.map(({ name, settings }) => [
      name,
      Object.fromEntries(settings.map((one) => [one.key, plain(one.value)])),
    ]),
  );
}

describe('a compose file', () => {
  it('is read with its words as they are written', () => {
    assert.deepEqual(
      servicesOf('services:\n  a:\n    image: "x"\n    restart: no\n    ports: [080, 1]\n    b:\n'),
      {
        a: { image: 'x', restart: 'no', ports: ['080', '1'], b: '' },
      },
    );
  });

  it('has the place of every name, key and value', () => {
    const { services } = parseCompose('services:\n  a:\n    image: x:1\n', 'c').compose;
    assert.deepEqual(services[0]?.at, { path: 'c', line: 2, column: 3, endLine: 2, endColumn: 4 });
    const image = services[0]?.settings[0];
    assert.deepEqual(image?.at, { path: 'c', line: 3, column: 5, endLine: 3, endColumn: 10 });
    assert.deepEqual(image?.value.at, { path: 'c', line: 3, column: 12, endLine: 3, endColumn: 15 });
  });

  it('has its aliases and merged maps put in, and its own keys win', () => {
    const text =
      'x-a: &a { image: x, restart: "no" }\nx-b: &b { restart: always, tty: 1 }\nservices:\n' +
      '  one: *a\n  two:\n    <<: *a\n    image: y\n  three:\n    <<: [*a, *b]\n';
    assert.deepEqual(servicesOf(text), {
      one: { image: 'x', restart: 'no' },
      two: { image: 'y', restart: 'no' },
      three: { image: 'x', restart: 'no', tty: '1' },
    });
  });

  it('is a part when it is laid over another one or brings in others', () => {
    const isPart = (path: string, text: string) => parseCompose(text, path).compose.isPart;
    assert.equal(isPart('docker-compose.override.yml', 'services: {}'), true);
    assert.equal(isPart('compose.yml', 'include: [a.yml]\nservices: {}'), true);
    assert.equal(isPart('override/compose.yml', 'services: {}'), false);
  });

  it('is still read where its YAML is broken, with a problem at the place', () => {
    const { compose, problems } = parseCompose('services:\n  a:\n    image: "x\n', 'c');
    assert.deepEqual(
      problems.map(({ code, line }) => [code, line]),
      [['compose/unreadable-yaml', 4]],
    );
    assert.match(problems[0]?.message ?? '', /^This is no YAML, and nothing is started from it: .*[^.]\.$/);
    assert.deepEqual(
      compose.services.map(({ name }) => name),
      ['a'],
    );
  });

  it('may contain itself', () => {
    assert.deepEqual(servicesOf('services:\n  a: &a\n    b: *a\n'), { a: { b: '' } });
  });
});

test('aliases of aliases take no more time than the text', () => {
  const lines = ['x0: &x0 [a, a]'];
  for (let level = 1; level < 40; level += 1)
    lines.push(`x${level}: &x${level} [*x${level - 1}, *x${level - 1}]`);
  const { compose } = parseCompose(`${lines.join('\n')}\nservices:\n  a: { command: *x39 }\n`, 'c');
  assert.equal(compose.services.length, 1);
});

test('no text at all makes it throw', () => {
  const part = fc.constantFrom(
    ...'\n :-[]{}"\'&*<#|>!%@\t'.split(''),
    'services:',
    'a',
    '  ',
    '*a',
    '&a ',
    '<<: ',
  );
  const anyText = fc.oneof(
    fc.string(),
    fc.array(part, { maxLength: 40, size: 'max' }).map((all) => all.join('')),
  );
  fc.assert(
    fc.property(anyText, (text) => {
      parseCompose(text, 'c');
    }),
    { numRuns: 2000 },
  );
});
