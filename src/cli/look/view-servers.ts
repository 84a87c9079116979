import type { SiteStatus } from '../../node/status/site-status.ts';
import type { SiteView } from '../../node/status/site-view.ts';
import { fitTable } from '../fit-table.ts';
import { type Paint, paint } from '../paint.ts';
import { spanWords } from '../time-words.ts';
import { tailWords, wishWords } from './intent-words.ts';
import type { Canvas } from './print-view.ts';
import { isOld, serverWords } from './seen-words.ts';

type SeenServer = SiteStatus['pools'][string]['servers'][string];

/** Each pool's servers as the holder sees them, what was asked of them, and whoever sees them otherwise. */
export function serverTable(view: SiteView, canvas: Canvas, ink: Paint): string {
  const rows = Object.entries(view.pools).flatMap(([pool, { servers }]) =>
    Object.entries(servers).map(([name, server]) => serverRow(view, `${pool}/${name}`, server, canvas, ink)),
  );
  if (rows.length === 0) return '';
  const heading = ['SERVER', 'ADDRESS', 'STATE', 'SESSIONS', 'LAST CHECK', 'ASKED FOR'];
  const hasWishes = rows.some((row) => row[5] !== '');
  const shown = [heading, ...rows].map((row) => (hasWishes ? row : row.slice(0, 5)));
  return fitTable(shown, canvas.width, ['ADDRESS', 'LAST CHECK']);
}

function serverRow(view: SiteView, name: string, server: SeenServer, canvas: Canvas, ink: Paint): string[] {
  const ageMs = ageOf(view, server);
  const old = server.state !== 'unknown' && isOld(ageMs);
  const others = server.observations.filter(
    ({ state, ageMs: age }) => state !== server.state && state !== 'unknown' && !isOld(age),
  );
  const dissent = others.map(({ node, state }) => `; ${node} sees it ${state}`).join('');
  const asked = view.intents
    .filter(({ wish }) => 'server' in wish && `${wish.pool}/${wish.server}` === name)
    .map((intent) => `${wishWords(intent.wish)}${tailWords(intent, canvas.nowMs)}`);
  const row = [
    name,
    server.address,
    serverWords(server.state, old ? paint(false) : ink),
    String(server.sessions),
    `${server.lastCheck}${dissent}${old ? `, seen ${ageMs === undefined ? 'never' : `${spanWords(ageMs)} ago`}` : ''}`,
    ink.warn(asked.join('; ')),
  ];
  return old ? row.map((cell, column) => (column === 5 ? cell : ink.dim(cell))) : row;
}

/** How old the view is that counts: of the observations that say what is shown, the freshest. */
function ageOf(_view: SiteView, { observations, state }: SeenServer): number | undefined {
  const ages = observations.filter((one) => one.state === state).map(({ ageMs }) => ageMs);
  return ages.length === 0 ? undefined : Math.min(...ages);
}
