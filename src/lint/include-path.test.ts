import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { includedPaths } from './include-path.ts';

describe('includedPaths', () => {
  const given = [
    'lb1/nginx/nginx.conf',
    'lb1/nginx/conf.d/b.conf',
    'lb1/nginx/conf.d/a.conf',
    'lb1/nginx/conf.d/a.txt',
    'lb1/nginx/mime.types',
    'lb2/nginx/conf.d/c.conf',
  ];
  const from = 'lb1/nginx/nginx.conf';
  const found = (pattern: string) => includedPaths(from, pattern, given);

  it('starts a relative name at the folder of the file, and sorts', () => {
    assert.deepEqual(found('conf.d/*.conf'), ['lb1/nginx/conf.d/a.conf', 'lb1/nginx/conf.d/b.conf']);
    assert.deepEqual(found('./conf.d/../mime.types'), ['lb1/nginx/mime.types']);
  });

  it('finds an absolute path of the host below the folder of the file', () => {
    assert.deepEqual(found('/etc/nginx/conf.d/?.conf'), [
      'lb1/nginx/conf.d/a.conf',
      'lb1/nginx/conf.d/b.conf',
    ]);
    assert.deepEqual(found('/etc/nginx/mime.types'), ['lb1/nginx/mime.types']);
  });

  it('takes an absolute path first as it is', () => {
    const paths = ['/etc/nginx/mime.types', '/etc/nginx/etc/nginx/mime.types'];
    assert.deepEqual(includedPaths('/etc/nginx/nginx.conf', '/etc/nginx/mime.types', paths), [
      '/etc/nginx/mime.types',
    ]);
  });

  it('does not take in what lies beside because of a wildcard, nor the file itself', () => {
    assert.deepEqual(found('/srv/other/*'), []);
    assert.deepEqual(found('nginx.conf'), []);
  });

  it('takes signs of regular expressions as they stand', () => {
    assert.deepEqual(includedPaths('m', 'a+(b).conf', ['a+(b).conf', 'aab.conf']), ['a+(b).conf']);
    assert.deepEqual(includedPaths('m', '[ab].conf', ['a.conf', 'c.conf']), ['a.conf']);
    assert.deepEqual(includedPaths('m', '[a.conf', ['[a.conf', 'a.conf']), ['[a.conf']);
  });
});
