import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseNginx } from '../engines/nginx/grammar/parse.ts';
import type { Directive } from '../engines/nginx/grammar/source.ts';
import { includeNginx } from './include-nginx.ts';

function included(main: string, others: Readonly<Record<string, string>>): string {
  const sources = Object.entries(others).map(([path, text]) => parseNginx(text, path).source);
  return shown(includeNginx(parseNginx(main, 'nginx.conf').source, sources).directives);
}

function shown(directives: readonly Directive[]): string {
  return directives
    .map(({ name, args, block, path }) =>
      [`${path}:${name}`, ...args, ...(block === undefined ? [] : [`{ ${shown(block)} }`])].join(' '),
    )
    .join('; ');
}

describe('includeNginx', () => {
  it('puts the directives of files in the place of the include, wherever it stands', () => {
    assert.equal(
      included('http { include c/*.conf; b 2; }', {
        'c/z.conf': 'z 1;',
        'c/a.conf': 'a 1; include d;',
        d: 'd 1;',
      }),
      'nginx.conf:http { c/a.conf:a 1; d:d 1; c/z.conf:z 1; nginx.conf:b 2 }',
    );
  });

  it('keeps an include of which no file was given', () => {
    assert.equal(included('include mime.types; a 1;', {}), 'nginx.conf:include mime.types; nginx.conf:a 1');
  });

  it('ends at files that include each other', () => {
    assert.equal(
      included('include a;', { a: 'x 1; include b;', b: 'include a; include nginx.conf;' }),
      'a:x 1; b:include a; b:include nginx.conf',
    );
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`${index}.c`, 'include *.c;']));
    assert.ok(included('include *.c;', many).length > 0);
  });
});
