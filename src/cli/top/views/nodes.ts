import { STALE_MS } from '../../../../ui/see/stale.ts';
import { spanWords } from '../../../../ui/see/time-words.ts';
import type { PageSite } from '../../../node/page/page-site.ts';
import { enginesOf } from '../../../node/status/engines-of.ts';
import { BLANK, joined, labelled, type Row } from '../row.ts';
import { linkOf, type Seen } from '../seen.ts';
import { type Ink, type Line, span } from '../spans.ts';

/** What runs on each node, and what is in force there. */
export function nodeRows(seen: Seen, width: number): readonly Row[] {
  const { site } = seen;
  if (site?.view === undefined) return [];
  const nodes = site.shape?.nodes.map(({ name }) => name) ?? Object.keys(site.view.nodes);
  return nodes.flatMap((node, index) => {
    const rows = rowsOf(node, site, seen, width);
    const find = rows.map(({ line }) => line.map(({ text }) => text).join('')).join(' ');
    return [...(index === 0 ? [] : [{ ...BLANK, find }]), ...rows.map((row) => ({ ...row, find }))];
  });
}

function rowsOf(node: string, site: PageSite, seen: Seen, width: number): readonly Row[] {
  const { view, words, viewAtMs, shape } = site;
  const here = view?.nodes[node];
  const member = view?.members[node];
  const word = words[node];
  if (here === undefined) return labelled(node, [span('nothing is known of it', 'dim')], width);
  const age = member?.ageMs === undefined ? undefined : member.ageMs + seen.nowMs - viewAtMs;
  const isSilent = word?.why !== undefined;
  const isOld = linkOf(seen) !== 'live' || isSilent || age === undefined || age > STALE_MS;
  const state = (words: string): Line => {
    const ink: Ink = isOld || words === 'unknown' ? 'dim' : words === 'running' ? 'good' : 'bad';
    return [span(ink === 'bad' ? words.toUpperCase() : words, ink)];
  };
  const { foundation, guests } = here;
  const { keepalived } = guests;
  const standing = isSilent ? 'DAEMON SILENT' : member?.reachable === false ? 'NOT HEARD' : 'daemon answers';
  const ink: Ink = isSilent || member?.reachable === false ? 'bad' : isOld ? 'dim' : 'good';
  const why = word?.why ?? member?.why;
  const about = shape?.nodes.find(({ name }) => name === node);
  const rest: Ink = isOld ? 'dim' : 'plain';
  const sessions = Object.values(word?.sessions ?? {}).reduce((sum, one) => sum + one, 0);
  const line = (label: string, ...parts: Line[]) => labelled(`  ${label}`, parts.flat(), width, 'dim');
  return [
    ...labelled(
      node,
      [
        span(standing, ink),
        span(` ${about?.address ?? ''} ${about?.interface ?? ''} `),
        span(age === undefined ? 'never heard' : `${spanWords(age)} ago${isOld ? ' OLD' : ''}`, 'dim'),
        ...(why === undefined ? [] : [span(`: ${why}`, 'bad')]),
        ...(member?.paused === undefined ? [] : [span(` PAUSED by ${member.paused.who}`, 'warn')]),
      ],
      width,
    ),
    ...enginesOf(guests).flatMap(([engine, { state: own, pid, restarts, reloads, draining, why: silent }]) =>
      line(
        engine,
        state(own),
        [span(` pid ${pid ?? '?'}, ${restarts} restarts, ${reloads} reloads, ${draining} old`, rest)],
        silent === undefined ? [] : [span(` ${silent}`, 'bad')],
      ),
    ),
    ...line('open', [span(`${sessions} ${sessions === 1 ? 'session' : 'sessions'} through this node`, rest)]),
    ...line(
      'vrrp',
      [span('keepalived ', rest)],
      state(keepalived.state),
      [span(` pid ${keepalived.pid ?? '?'}, ${keepalived.restarts} restarts; `, rest)],
      joined(
        Object.entries(keepalived.vips).map(([vip, { role, priority }]) => [
          span(`${vip} ${role} ${priority ?? '?'}`, rest),
        ]),
      ),
    ),
    ...line(
      'sockets',
      [span('foundation ', rest)],
      state(foundation.state),
      [span(` pid ${foundation.pid ?? '?'}, ${foundation.listeners} listening sockets`, rest)],
      foundation.why === undefined ? [] : [span(` ${foundation.why}`, 'bad')],
    ),
    ...line('release', releaseLine(member?.release, rest)),
    ...line('daemon', [
      span(
        member?.daemon === undefined
          ? 'not heard'
          : `${member.daemon.version}, pid ${member.daemon.pid}, since ${member.daemon.startedAt.slice(0, 16).replace('T', ' ')} UTC`,
        rest,
      ),
      span(
        `; certificate: ${member?.certificate === undefined ? 'none' : `${Math.floor(member.certificate.daysLeft)} days left`}`,
        member?.certificate !== undefined && member.certificate.daysLeft < 14 ? 'warn' : rest,
      ),
    ]),
  ];
}

type Release = NonNullable<PageSite['view']>['members'][string]['release'];

function releaseLine(release: Release, rest: Ink): Line {
  if (release === undefined) return [span('not known', 'dim')];
  return [
    span(
      `revision ${release.revision} ${release.digest.replace('sha256:', '').slice(0, 12)} by ${release.who}`,
      rest,
    ),
    ...(release.trial === undefined ? [] : [span(' ON TRIAL', 'warn')]),
    ...release.drift.map((what) => span(` DRIFT: ${what}`, 'warn')),
  ];
}
