import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nodeWord, pageSite } from '../../../tests/support/page-site.ts';
import { siteView, standing, VIEW_AT } from '../../../tests/support/site-view.ts';
import { drawTopology } from './draw-topology.ts';

const drawn = (change: Parameters<typeof pageSite>[0] = {}, nowMs = VIEW_AT) => {
  const drawing = drawTopology(pageSite(change), nowMs);
  assert.ok(drawing);
  return {
    ...drawing,
    edge: (id: string) => drawing.edges.find((one) => one.id === id),
    box: (id: string) => drawing.boxes.find((one) => one.id === id),
  };
};

describe('the drawing of a site', () => {
  it('has the live path from the clients through the holder to every server', () => {
    const { edge, box } = drawn();
    for (const id of ['clients edge', 'edge lb1', 'lb1 web', 'web web1'])
      assert.equal(edge(id)?.look, 'live', id);
    for (const id of ['edge lb2', 'lb2 web']) assert.equal(edge(id)?.look, 'out', id);
    assert.equal(edge('edge lb1')?.label, '12');
    assert.equal(edge('clients edge')?.label, '12');
    assert.equal(box('node lb1')?.look, 'live');
    assert.equal(box('node lb2')?.look, 'ready');
  });

  it('breaks the edges of two holders, and of a service that does not answer', () => {
    const view = siteView();
    const holders = ['lb1', 'lb2'].map((node) => ({ node, observedBy: node, ageMs: 0 }));
    const [through] = pageSite().through;
    const { edge, box } = drawn({
      view: { ...view, vips: { edge: { ...view.vips['edge']!, holders } } },
      through: [{ ...through!, ok: false }],
    });
    assert.deepEqual(
      [edge('edge lb1')?.look, edge('edge lb2')?.look, edge('clients edge')?.look, box('vip edge')?.look],
      ['broken', 'broken', 'broken', 'broken'],
    );
  });

  it('shows a node that is not heard as unseen, whatever it said before', () => {
    const members = { lb1: standing(), lb2: standing({ ageMs: 9_000, why: 'silent', reachable: false }) };
    const { box } = drawn({ view: siteView({ members }) });
    assert.equal(box('node lb2')?.look, 'unseen');
    const killed = drawn({ words: { lb1: nodeWord(), lb2: nodeWord({ why: 'nobody listens there' }) } });
    assert.equal(killed.box('node lb2')?.look, 'unseen');
  });

  it('has a line for each engine that the pools need, and is cut where the one of a pool does not run', () => {
    const { shape, view } = pageSite();
    assert.ok(shape !== undefined && view !== undefined);
    const pools = [...shape.pools, { ...shape.pools[0]!, name: 'other', engine: 'nginx' as const }];
    const nodes = Object.fromEntries(
      Object.entries(view.nodes).map(([name, node]) => {
        const nginx = { ...node.guests.haproxy, state: 'stopped' as const };
        return [name, { ...node, guests: { ...node.guests, nginx } }];
      }),
    );
    const { box, edge } = drawn({ shape: { ...shape, pools }, view: { ...view, nodes } });
    const words = box('node lb1')?.lines.map(({ text }) => text);
    assert.deepEqual(words, ['foundation running', 'haproxy running', 'nginx stopped', 'keepalived running']);
    assert.equal(edge('lb1 web')?.look, 'live');
    assert.equal(edge('lb2 other')?.look, 'broken');
  });

  it('draws of a pool of 200 those that need a look, and the rest as one', () => {
    const view = siteView();
    const [some] = Object.values(view.pools['web']!.servers);
    const servers = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [
        `s${index}`,
        { ...some!, state: index === 7 ? ('down' as const) : ('up' as const) },
      ]),
    );
    const { boxes, edge } = drawn({ view: { ...view, pools: { web: { servers } } } });
    const titles = boxes.filter(({ kind }) => kind === 'server').map(({ title }) => title);
    assert.deepEqual(titles, ['s7', '199 more']);
    assert.equal(edge('web s7')?.look, 'broken');
  });
});
