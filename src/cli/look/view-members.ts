import { enginesOf } from '../../node/status/engines-of.ts';
import type { SeenEngine, SeenNode } from '../../node/status/site-status.ts';
import type { NodeStanding, SiteView } from '../../node/status/site-view.ts';
import type { Engine } from '../../site/site.ts';
import { fitTable } from '../fit-table.ts';
import { type Paint, paint } from '../paint.ts';
import { spanWords } from '../time-words.ts';
import { tailWords } from './intent-words.ts';
import type { Canvas } from './print-view.ts';
import { counted, isOld, pidWords, processWords } from './seen-words.ts';

/** Each node: its daemon, foundation and guests, what it has in force, and how long its certificate is valid. */
export function memberTable(view: SiteView, canvas: Canvas, ink: Paint): string {
  const used = Object.values(view.nodes).flatMap(({ guests }) => enginesOf(guests).map(([engine]) => engine));
  const engines = (['haproxy', 'nginx'] as const).filter((engine) => used.includes(engine));
  const rows = Object.keys(view.nodes).map((name) => {
    const standing = view.members[name];
    if (standing?.reachable === true && !isOld(standing.ageMs)) return memberRow(view, name, engines, ink);
    return memberRow(view, name, engines, paint(false)).map((cell, column) =>
      column === 1 ? ink.bad(cell) : ink.dim(cell),
    );
  });
  const table = fitTable([headingOf(engines), ...rows], canvas.width, [
    'SOCKETS',
    'CERTIFICATE',
    'RELEASE',
    'KEEPALIVED',
  ]);
  const remarks = Object.entries(view.members).flatMap(([name, standing]) =>
    remarksOn(name, standing, canvas, ink),
  );
  return table + remarks.map((remark) => `  ${remark}\n`).join('');
}

function headingOf(engines: readonly Engine[]): string[] {
  const guests = [...engines.map((engine) => engine.toUpperCase()), 'KEEPALIVED'];
  return ['NODE', 'DAEMON', 'FOUNDATION', 'SOCKETS', ...guests, 'RELEASE', 'CERTIFICATE'];
}

function memberRow(
  { nodes, members }: SiteView,
  name: string,
  engines: readonly Engine[],
  ink: Paint,
): string[] {
  const { foundation, guests } = nodes[name]!;
  const standing = members[name];
  const guestWords = (seen: SeenNode['guests']['keepalived'] | SeenEngine | undefined) =>
    seen === undefined ? '-' : `${processWords(seen.state, ink)}${pidWords(seen.pid)}${past(seen, ink)}`;
  return [
    name,
    daemonWords(standing, ink),
    processWords(foundation.state, ink),
    foundation.state === 'unknown' ? '-' : `${foundation.listeners} held`,
    ...engines.map((engine) => guestWords(guests[engine])),
    guestWords(guests.keepalived),
    releaseWords(standing?.release),
    certificateWords(standing?.certificate, ink),
  ];
}

function daemonWords(standing: NodeStanding | undefined, ink: Paint): string {
  if (standing === undefined) return ink.bad('UNKNOWN');
  const { reachable, ageMs, daemon, paused } = standing;
  if (!reachable) return ink.bad(`NO ANSWER${ageMs === undefined ? '' : `, seen ${spanWords(ageMs)} ago`}`);
  if (isOld(ageMs)) return ink.bad(`seen ${ageMs === undefined ? 'never' : `${spanWords(ageMs)} ago`}`);
  const version = daemon === undefined ? 'answers' : daemon.version;
  return paused === undefined ? ink.good(version) : `${ink.good(version)} ${ink.warn('paused')}`;
}

/** What a guest went through; nothing when all is as it began. */
function past({ restarts, draining = 0 }: { restarts: number; draining?: number }, ink: Paint): string {
  const words = [
    ...(restarts > 0 ? [counted(restarts, 'restart')] : []),
    ...(draining > 0 ? [`${draining} draining`] : []),
  ];
  return words.length === 0 ? '' : ` ${ink.warn(words.join(', '))}`;
}

function releaseWords(release: NodeStanding['release']): string {
  if (release === undefined) return '-';
  const number = release.revision === 0 ? 'none accepted' : `revision ${release.revision}`;
  const trial = release.trial === undefined ? '' : `, ${release.trial.revision} on trial`;
  return `${number}${trial}${release.drift.length === 0 ? '' : ', DRIFT'}`;
}

function certificateWords(certificate: NodeStanding['certificate'], ink: Paint): string {
  if (certificate === undefined) return '-';
  const days = Math.floor(certificate.daysLeft);
  if (days < 0) return ink.bad('EXPIRED');
  return (days < 14 ? ink.bad : days < 30 ? ink.warn : ink.good)(counted(days, 'day'));
}

function remarksOn(
  name: string,
  { reachable, why, release, paused }: NodeStanding,
  { nowMs }: Canvas,
  ink: Paint,
): string[] {
  return [
    ...(reachable || why === undefined ? [] : [ink.bad(`${name} does not answer: ${why}`)]),
    ...(paused === undefined
      ? []
      : [ink.warn(`${name} is paused${tailWords(paused, nowMs)}; its daemon changes nothing by itself`)]),
    ...(release?.drift ?? []).map((sentence) => ink.warn(`${name}: ${sentence}`)),
  ];
}
