import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseItemFilter, QueryRefused, selectFields, sortItems } from './item-query.ts';
import { pageItems } from './page-items.ts';

const ITEMS = [
  { id: '001', name: 'web01', os: { platform: 'ubuntu', version: '22.04' }, count: 9 },
  { id: '002', name: 'web02', os: { platform: 'debian' }, count: 10 },
  { id: '003', name: 'db01' },
];
const ids = (items: readonly { readonly id?: unknown }[]) => items.map(({ id }) => id);
const found = (q: string) => ids(ITEMS.filter(parseItemFilter(q)));

describe('a query of the API', () => {
  it('joins conditions by ; (and) before , (or)', () => {
    assert.deepEqual(found('id!=001'), ['002', '003']);
    assert.deepEqual(found('name~WEB;os.platform=debian'), ['002']);
    assert.deepEqual(found('name=db01,name~web;count>9'), ['002', '003']);
    assert.deepEqual(found('count<10'), ['001']);
    assert.throws(() => parseItemFilter('nonsense'), QueryRefused);
  });

  it('sorts by several fields, numbers by size, what is missing first', () => {
    assert.deepEqual(ids(sortItems(ITEMS, '+count')), ['003', '001', '002']);
    assert.deepEqual(ids(sortItems(ITEMS, '-os.platform,-id')), ['001', '002', '003']);
  });

  it('selects nested fields, and the id always', () => {
    assert.deepEqual(selectFields(ITEMS[0]!, 'os.platform,os.version,nothing'), {
      id: '001',
      os: { platform: 'ubuntu', version: '22.04' },
    });
  });

  it('gives pages with the whole count', () => {
    const { body } = pageItems(ITEMS, { limit: '1', offset: '1', sort: 'id' }, ['all', 'some', 'none']);
    const { data } = body as { data: { affected_items: typeof ITEMS; total_affected_items: number } };
    assert.deepEqual([ids(data.affected_items), data.total_affected_items], [['002'], 3]);
    for (const limit of ['0', '-1', 'x', '100001'])
      assert.equal(pageItems(ITEMS, { limit }, ['', '', '']).status, 400);
  });
});
