import type { SiteView } from '../../status/site-view.ts';
import type { Alert } from './alert.ts';
import { eventOfCode } from './finding-kinds.ts';

/** All that is wrong now, each thing once. */
export function findConditions(view: SiteView): readonly Alert[] {
  const byKey = new Map<string, Alert>();
  for (const { code, about: subject, severity, message, remedy, node } of view.findings) {
    const about = subject === '' ? `node/${node}` : subject.replace(/^(?:member|node) /, 'node/');
    const key = `${view.site}/${about}/${code}`;
    const seenOn = [...(byKey.get(key)?.seenOn ?? []), node];
    const title = message
      .trim()
      .replaceAll(/\s*\n\s*/g, '; ')
      .replace(/\.$/, '');
    const event = eventOfCode(code);
    byKey.set(key, { key, event, severity, about, code, title, remedy, seenOn, teller: 'sender' });
  }
  return [...byKey.values()];
}

/** Whether what is not found now may be so still: it cannot be seen. */
export function isHidden(view: SiteView, { event, about, seenOn }: Alert): boolean {
  const away = Object.keys(view.members).filter((node) => view.members[node]?.reachable === false);
  if (seenOn.some((node) => away.includes(node))) return true;
  const [kind, first = '', second = ''] = about.split('/');
  switch (event) {
    case 'two-holders':
      return away.length > 0;
    case 'no-holder':
      return away.length > 0 && view.vips[first]?.holders.length === 0;
    case 'redundancy-lost':
      return view.redundancy.level === 'unknown';
    case 'server-down': {
      if (kind !== 'server') return false;
      const server = view.pools[first]?.servers[second];
      // Many at once are found as one.
      const isAmongMany = view.findings.some(
        (one) => one.about === `pool/${first}` && eventOfCode(one.code) === event,
      );
      return server !== undefined && (isAmongMany || isUnseen(server));
    }
    case 'pool-down':
      return Object.values(view.pools[first]?.servers ?? {}).some(isUnseen);
    default:
      return false;
  }
}

function isUnseen(server: SiteView['pools'][string]['servers'][string]): boolean {
  return server.state === 'unknown' && server.observations.every(({ state }) => state === 'unknown');
}
