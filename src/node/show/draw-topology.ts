import type { PageSite } from '../page/page-site.ts';
import { STALE_MS } from '../status/site-facts.ts';
import type { Box, Drawing, Edge, Look } from './drawing.ts';
import { serversOf, sessionsWords, totalWords } from './topology-servers.ts';

const COLUMN = { clients: 12, vip: 132, node: 352, pool: 572, server: 796 };
const WIDTH = { clients: 76, vip: 164, node: 158, pool: 158, server: 192 };
const TALL = { clients: 56, vip: 68, node: 92, pool: 46, server: 46 };
const GAP = 14;

/** The site as it is seen, from the clients to the servers. Without what the spec says there is nothing to draw. */
export function drawTopology(site: PageSite, nowMs: number): Drawing | undefined {
  const { shape, view, words, through } = site;
  if (shape === undefined || view === undefined) return undefined;
  const isOld = (node: string) => {
    const word = words[node];
    const age = view.members[node]?.ageMs;
    return word?.why !== undefined || age === undefined || age + nowMs - site.viewAtMs > STALE_MS;
  };
  const engines = (['haproxy', 'nginx'] as const).filter((engine) =>
    shape.pools.some((pool) => pool.engine === engine),
  );
  const tall = { ...TALL, node: TALL.node + 18 * Math.max(0, engines.length - 1) };
  const groups = shape.pools.map((pool) => serversOf(site, pool.name));
  const serverRows = groups.reduce((sum, group) => sum + group.length, 0);
  const height = Math.max(
    columnHeight(shape.nodes.length, tall.node),
    columnHeight(serverRows, tall.server) + (groups.length - 1) * GAP,
    columnHeight(shape.vips.length, tall.vip),
    columnHeight(shape.pools.length, tall.pool),
    120,
  );
  const place = (kind: keyof typeof TALL, index: number, count: number) => ({
    x: COLUMN[kind],
    y: (height - columnHeight(count, tall[kind])) / 2 + GAP + index * (tall[kind] + GAP),
    width: WIDTH[kind],
    height: tall[kind],
  });
  const boxes: Box[] = [];
  const edges: Edge[] = [];
  const clients = place('clients', 0, 1);
  boxes.push({
    id: 'clients',
    kind: 'clients',
    ...clients,
    title: 'clients',
    lines: [],
    look: 'ready',
    to: 'now',
  });
  const nodeBoxes = new Map(
    shape.nodes.map(({ name }, index) => [name, place('node', index, shape.nodes.length)]),
  );
  const poolBoxes = new Map<string, ReturnType<typeof place>>();

  shape.vips.forEach((vip, index) => {
    const box = place('vip', index, shape.vips.length);
    const holders = view.vips[vip.name]?.holders.map(({ node }) => node) ?? [];
    const unseen = (view.vips[vip.name]?.unseen ?? []).length > 0;
    const look: Look = holders.length === 1 ? 'live' : holders.length === 0 && unseen ? 'unseen' : 'broken';
    const services = shape.services.filter(({ vips }) => vips.includes(vip.name));
    const lines = [
      { text: vip.addresses[0] ?? '', look },
      { text: servicesWords(services), look },
    ];
    boxes.push({ id: `vip ${vip.name}`, kind: 'vip', ...box, title: vip.name, lines, look, to: 'vips' });
    const answers = through.filter((one) => one.vip === vip.name);
    const broken = answers.some(({ ok }) => ok === false);
    const asked = answers.some(({ ok }) => ok === true);
    edges.push({
      id: `clients ${vip.name}`,
      ...between(clients, box),
      look: broken ? 'broken' : asked ? 'live' : 'unseen',
      label: totalWords(shape.nodes.map(({ name }) => words[name]?.sessions[vip.name])),
    });
    for (const { name } of shape.nodes) {
      const holds = holders.includes(name);
      const sessions = words[name]?.sessions[vip.name];
      edges.push({
        id: `${vip.name} ${name}`,
        ...between(box, nodeBoxes.get(name)!),
        look: holds
          ? holders.length > 1
            ? 'broken'
            : isOld(name)
              ? 'unseen'
              : 'live'
          : isOld(name)
            ? 'unseen'
            : 'out',
        label: holds && sessions !== undefined ? String(sessions) : '',
      });
    }
  });

  shape.nodes.forEach(({ name }) => {
    const seen = view.nodes[name];
    const old = isOld(name);
    const line = (what: string, state: string | undefined) => ({
      text: `${what} ${state ?? 'unknown'}`,
      look: (old
        ? 'unseen'
        : state === 'running'
          ? 'ready'
          : state === 'unknown'
            ? 'unseen'
            : 'broken') as Look,
    });
    const lines = [
      line('foundation', seen?.foundation.state),
      ...engines.map((engine) => line(engine, seen?.guests[engine]?.state)),
      line('keepalived', seen?.guests.keepalived.state),
    ];
    const holds = shape.vips.some((vip) => view.vips[vip.name]?.holders.some(({ node }) => node === name));
    const look: Look = old
      ? 'unseen'
      : lines.some((one) => one.look === 'broken')
        ? 'broken'
        : holds
          ? 'live'
          : 'ready';
    boxes.push({
      id: `node ${name}`,
      kind: 'node',
      ...nodeBoxes.get(name)!,
      title: name,
      lines,
      look,
      to: 'nodes',
    });
  });

  let row = 0;
  const top = (height - columnHeight(serverRows, tall.server) - (groups.length - 1) * GAP) / 2 + GAP;
  shape.pools.forEach((pool, index) => {
    const group = groups[index] ?? [];
    const first = top + row * (tall.server + GAP) + index * GAP;
    const middle = first + (group.length * (tall.server + GAP) - GAP) / 2;
    const box = { x: COLUMN.pool, y: middle - tall.pool / 2, width: WIDTH.pool, height: tall.pool };
    poolBoxes.set(pool.name, box);
    const all = Object.values(view.pools[pool.name]?.servers ?? {});
    const up = all.filter(({ state }) => state === 'up').length;
    const known = all.some(({ state }) => state !== 'unknown');
    const look: Look = !known ? 'unseen' : up === 0 ? 'broken' : 'live';
    const lines = [{ text: `${known ? up : '?'} of ${all.length} up`, look }];
    boxes.push({ id: `pool ${pool.name}`, kind: 'pool', ...box, title: pool.name, lines, look, to: 'pools' });
    group.forEach((server, offset) => {
      const at = {
        x: COLUMN.server,
        y: first + offset * (tall.server + GAP),
        width: WIDTH.server,
        height: tall.server,
      };
      boxes.push({
        id: `server ${pool.name}/${server.title}`,
        kind: 'server',
        ...at,
        ...server,
        to: 'pools',
      });
      edges.push({
        id: `${pool.name} ${server.title}`,
        ...between(box, at),
        look: server.look,
        label: server.label,
      });
    });
    row += group.length;
    const vips = new Set(
      shape.services.filter(({ pools }) => pools.includes(pool.name)).flatMap((one) => one.vips),
    );
    for (const { name } of shape.nodes) {
      const holds = [...vips].some((vip) => view.vips[vip]?.holders.some(({ node }) => node === name));
      const runs = view.nodes[name]?.guests[pool.engine]?.state === 'running';
      const live: Look = !runs ? 'broken' : up === 0 ? 'broken' : 'live';
      edges.push({
        id: `${name} ${pool.name}`,
        ...between(nodeBoxes.get(name)!, box),
        look: isOld(name) ? 'unseen' : holds ? live : runs ? 'out' : 'broken',
        label: holds ? sessionsWords(all, name) : '',
        isAtStart: true,
      });
    }
  });
  return { width: 1000, height, boxes, edges, words: view.sentence };
}

function columnHeight(count: number, tall: number): number {
  return count * (tall + GAP) + GAP;
}

type Place = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

function between(left: Place, right: Place): Pick<Edge, 'from' | 'to'> {
  return {
    from: { x: left.x + left.width, y: left.y + left.height / 2 },
    to: { x: right.x, y: right.y + right.height / 2 },
  };
}

function servicesWords(services: NonNullable<PageSite['shape']>['services']): string {
  const words = services.map(({ name, ports }) => `${name} :${ports.join(',')}`).join('  ');
  return words.length <= 24 ? words : `${services.length} services`;
}
