import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { webSite } from '../../../tests/support/web-site.ts';
import type { Site, SiteNode } from '../../site/site.ts';
import { movedDoors } from './moved-doors.ts';

const site = webSite();
const at = (node: SiteNode, address: string): SiteNode => ({
  ...node,
  interfaces: node.interfaces.map((one) => ({
    ...one,
    addresses: one.addresses.map((other) => ({ ...other, address })),
  })),
});

describe('where the daemons are reached after a change', () => {
  it('is the same when nodes keep their first address and the port', () => {
    assert.deepEqual(movedDoors(site, { ...site, pools: [] }), []);
  });

  it('is another place for a node with another first address, and for all with another port', () => {
    const [first, ...others] = site.nodes;
    const moved: Site = { ...site, nodes: [at(first!, '10.77.0.99'), ...others] };
    assert.deepEqual(movedDoors(site, moved), [first!.name]);
    assert.deepEqual(
      movedDoors(site, { ...site, api: { port: 1 } }),
      site.nodes.map(({ name }) => name),
    );
  });

  it('does not matter for nodes that join or leave', () => {
    const [first, ...others] = site.nodes;
    const renamed: Site = { ...site, nodes: [{ ...at(first!, '10.77.0.99'), name: 'lb9' }, ...others] };
    assert.deepEqual(movedDoors(site, renamed), []);
  });
});
