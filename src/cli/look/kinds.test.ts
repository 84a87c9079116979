import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { siteView, standing, VIEW_AT } from '../../../tests/support/site-view.ts';
import { standInSite } from '../../../tests/support/stand-in-door.ts';
import { paint } from '../paint.ts';
import { describe as describeThing } from './describe.ts';
import { KINDS, kindOf } from './kinds.ts';

const revision = {
  number: 12,
  site: 'web-edge',
  release: `sha256:${'ab'.repeat(32)}`,
  who: 'anna',
  at: '2026-01-02T03:00:00.000Z',
  note: '',
  routerIds: {},
};
const finding = {
  code: 'node/server-down',
  about: 'server/web/web1',
  severity: 'warning',
  message: 'web1 is down.',
  remedy: 'look at it.',
  at: '2026-01-02T03:00:00.000Z',
  node: 'lb1',
} as const;
const wish = { kind: 'server-state', pool: 'web', server: 'web1', state: 'maint' } as const;
const intent = {
  id: '1@lb1',
  wish,
  who: 'anna',
  why: '',
  at: '',
  until: null,
  version: { counter: 1, node: 'lb1' },
  idle: false,
} as const;
const view = siteView({
  findings: [finding],
  intents: [intent],
  members: { lb1: standing(), lb2: standing({ reachable: false, certificate: undefined }) },
});
const site = standInSite({
  lb1: {
    status: () => Promise.resolve(view),
    history: () => Promise.resolve({ etag: 'x', revisions: [revision] }),
    events: () => Promise.resolve([]),
  },
});

/** The first line of a list, as it is shown. */
async function first(kind: string): Promise<readonly string[]> {
  const [item] = await KINDS[kind]!.list(site);
  return KINDS[kind]!.row(item!.name, item!.item, paint(false), VIEW_AT);
}

describe('what can be listed', () => {
  it('has a row as wide as its heading, each kind', async () => {
    for (const [name, kind] of Object.entries(KINDS)) {
      assert.equal((await first(name)).length, kind.heading.length, name);
    }
  });

  it('is shown in the words of the status', async () => {
    assert.deepEqual(await first('vips'), ['edge', '10.77.0.100', 'lb1', '03:12 UTC', 'lb1 40 ms ago']);
    assert.deepEqual(await first('pools'), ['web', '3 of 3', '12']);
    assert.deepEqual(await first('certificates'), ['lb1', '364', '2027-01-01T00:00:00.000Z']);
    assert.deepEqual(await first('intents'), ['1@lb1', 'web/web1', 'maint by anna', '']);
  });

  it('leaves out what a node does not have', async () => {
    assert.equal((await KINDS['certificates']!.list(site)).length, 1);
    assert.equal((await KINDS['nodes']!.list(site)).length, 2);
  });

  it('is named in the singular or the plural', () => {
    assert.deepEqual(['vip', 'vips', 'server', 'nope'].map(kindOf), ['vips', 'vips', 'servers', undefined]);
  });

  it('knows every name by which it can be described, and suggests one for a mistyped one', async () => {
    for (const [kind, { list }] of Object.entries(KINDS)) {
      for (const { name } of await list(site)) assert.equal(await describeThing(site, kind, name, 'json'), 0);
    }
    await assert.rejects(describeThing(site, 'servers', 'web/web11', 'json'), {
      code: 'cli/no-such-thing',
      remedy: /did you mean "web\/web1"\?/,
    });
  });
});
