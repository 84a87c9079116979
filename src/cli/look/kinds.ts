import { enginesOf } from '../../node/status/engines-of.ts';
import type { SiteView } from '../../node/status/site-view.ts';
import { shortDigest } from '../change/history.ts';
import type { Paint } from '../paint.ts';
import type { SiteDoors } from '../site-door.ts';
import { momentWords } from '../time-words.ts';
import { COUNT_HEADING, countCells } from './count-words.ts';
import { subjectWords, tailWords, wishWords } from './intent-words.ts';
import { holderWords, isOld, processWords, serverWords, witnessWords } from './seen-words.ts';

/** One sort of thing that can be listed and looked at. */
export interface Kind<Item = unknown> {
  /** Each with the name by which `describe` finds it. */
  readonly list: (site: SiteDoors) => Promise<readonly { readonly name: string; readonly item: Item }[]>;
  readonly heading: readonly string[];
  readonly row: (name: string, item: Item, ink: Paint, nowMs: number) => readonly string[];
}

/** What `get` and `describe` know, each by its plural. */
export const KINDS: Readonly<Record<string, Kind>> = {
  certificates: kind({
    list: async (site) =>
      named((await viewOf(site)).members, ({ certificate }, node) => certificate && { node, ...certificate }),
    heading: ['NODE', 'DAYS LEFT', 'VALID UNTIL'],
    row: (name, { daysLeft, notAfter }, ink) => [
      name,
      (daysLeft < 14 ? ink.bad : daysLeft < 30 ? ink.warn : ink.good)(String(Math.floor(daysLeft))),
      notAfter,
    ],
  }),
  findings: kind({
    list: async (site) =>
      (await viewOf(site)).findings.map((item) => ({ name: `${item.node}/${item.code}`, item })),
    heading: ['SEVERITY', 'CODE', 'NODE', 'ABOUT', 'SINCE', 'WHAT'],
    row: (_name, { severity, code, node, about, at, message }, ink, nowMs) => [
      (severity === 'critical' ? ink.bad : ink.warn)(severity),
      code,
      node,
      about === '' ? '-' : about,
      momentWords(at, nowMs),
      message,
    ],
  }),
  intents: kind({
    list: async (site) => (await viewOf(site)).intents.map((item) => ({ name: item.id, item })),
    heading: ['ID', 'OF', 'WANTED', ''],
    row: (name, intent, ink, nowMs) => [
      name,
      subjectWords(intent.wish),
      `${wishWords(intent.wish)}${tailWords(intent, nowMs)}`,
      intent.idle ? ink.dim('nothing of that name is in the site now') : '',
    ],
  }),
  nodes: kind({
    list: async (site) => {
      const view = await viewOf(site);
      return named(view.nodes, (seen, name) => ({ seen, standing: view.members[name] }));
    },
    heading: ['NODE', 'DAEMON', 'FOUNDATION', 'ENGINES', 'KEEPALIVED', 'REVISION'],
    row: (name, { seen, standing }, ink) => {
      const row = (paint: Paint) => [
        name,
        standing?.reachable === true
          ? paint.good(standing.daemon?.version ?? 'answers')
          : paint.bad('NO ANSWER'),
        processWords(seen.foundation.state, paint),
        enginesOf(seen.guests)
          .map(([engine, { state }]) => `${engine} ${processWords(state, paint)}`)
          .join(', '),
        processWords(seen.guests.keepalived.state, paint),
        standing?.release === undefined ? '-' : String(standing.release.revision),
      ];
      const { dim } = ink;
      const old = standing === undefined || !standing.reachable || isOld(standing.ageMs);
      return row(old ? { ...ink, good: dim, warn: dim, bad: dim } : ink);
    },
  }),
  pools: kind({
    list: async (site) => named((await viewOf(site)).pools, (pool) => pool),
    heading: ['POOL', 'SERVERS UP', 'SESSIONS'],
    row: (name, { servers }, ink) => {
      const all = Object.values(servers);
      const up = all.filter(({ state }) => state === 'up').length;
      const colour = up === 0 ? ink.bad : up < all.length ? ink.warn : ink.good;
      const sessions = all.reduce((sum, server) => sum + server.sessions, 0);
      return [name, colour(`${up} of ${all.length}`), String(sessions)];
    },
  }),
  revisions: kind({
    list: async (site) =>
      (await (await site.door()).history()).revisions.map((item) => ({ name: String(item.number), item })),
    heading: ['REVISION', 'ACCEPTED', 'BY', 'RELEASE', 'NOTE'],
    row: (name, { at, who, release, note }, _ink, nowMs) => [
      name,
      momentWords(at, nowMs),
      who,
      shortDigest(release),
      note,
    ],
  }),
  servers: kind({
    list: async (site) =>
      Object.entries((await viewOf(site)).pools).flatMap(([pool, { servers }]) =>
        named(servers, (server) => server).map(({ name, item }) => ({ name: `${pool}/${name}`, item })),
      ),
    heading: ['SERVER', 'ADDRESS', 'STATE', 'SESSIONS', ...COUNT_HEADING, 'LAST CHECK'],
    row: (name, { address, state, sessions, counts, lastCheck }, ink) => [
      name,
      address,
      serverWords(state, ink),
      String(sessions),
      ...countCells(counts),
      lastCheck,
    ],
  }),
  vips: kind({
    list: async (site) => {
      const view = await viewOf(site);
      return named(view.vips, (vip, name) => ({ ...vip, since: view.holderSince[name] ?? null }));
    },
    heading: ['VIP', 'ADDRESS', 'HOLDER', 'SINCE', 'SEEN BY'],
    row: (name, { addresses, holders, unseen = [], since }, ink, nowMs) => [
      name,
      addresses.join(' '),
      holderWords({ holders, unseen }, ink),
      since === null ? '-' : momentWords(since, nowMs),
      witnessWords(holders),
    ],
  }),
};

/** `server`, `servers`: the plural, or undefined. */
export function kindOf(word: string): string | undefined {
  return Object.keys(KINDS).find((kinds) => kinds === word || kinds === `${word}s`);
}

/** Each kind's items have a type of their own, which the list of kinds need not know. */
function kind<Item>(one: Kind<Item>): Kind {
  return one as Kind;
}

function named<Value, Item>(
  record: Readonly<Record<string, Value>>,
  read: (value: Value, name: string) => Item | undefined,
): { name: string; item: Item }[] {
  return Object.entries(record).flatMap(([name, value]) => {
    const item = read(value, name);
    return item === undefined ? [] : [{ name, item }];
  });
}

async function viewOf(site: SiteDoors): Promise<SiteView> {
  return (await site.door()).status();
}
