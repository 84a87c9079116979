import assert from 'node:assert/strict';
import { it } from 'node:test';
import { historyTable } from './history.ts';

it('each revision is a line: when, who, which release, why', () => {
  const revision = {
    number: 12,
    site: 'web-edge',
    release: `sha256:${'ab'.repeat(32)}`,
    who: 'anna',
    at: '2026-01-02T03:00:00.000Z',
    note: 'more servers',
    routerIds: {},
  };
  assert.match(
    historyTable({ etag: 'x', revisions: [revision] }),
    /^REVISION .*\n12 +2026-01-02 03:00:00 UTC +anna +sha256:abababababab +more servers\n$/,
  );
  assert.equal(historyTable({ etag: 'x', revisions: [] }), '');
});
