import type { Lab } from '../../lab/lab.ts';
import type { NodeDoor } from '../../node/api/node-door.ts';
import { readSite } from '../../site/read-site.ts';
import type { Site } from '../../site/site.ts';
import { say } from '../say.ts';
import { showProblems } from '../show-problems.ts';

/*
 * A lab plays the servers of its spec. A server that is new must be there before HAProxy asks it, and one that is gone
 * may end when no node sends anybody there any more.
 */

/** Before a spec is put in force; false = a lab cannot play it, and the problems were shown. Throws Faults. */
export async function playNew(lab: Lab | undefined, site: Site | undefined): Promise<boolean> {
  if (lab === undefined || site === undefined) return true;
  const { playNewServers } = await import('../../lab/play-servers.ts');
  const played = await playNewServers(lab, site);
  if (played.is === 'impossible') {
    showProblems(played.problems, process.stderr);
    return false;
  }
  if (played.made.length > 0) say(`The lab plays ${played.made.join(', ')} too.`);
  return true;
}

/** After an apply has ended, whichever way: the lab plays what is in force then. `file` is how the spec is called. */
export async function endOld(lab: Lab | undefined, door: NodeDoor, file: string): Promise<void> {
  if (lab === undefined) return;
  const [current] = (await door.history()).revisions;
  if (current === undefined) return;
  const { spec } = await door.revision(current.number);
  const { site } = readSite(Buffer.from(spec), file, { routerIds: current.routerIds });
  if (site === undefined) return;
  const { endOldServers } = await import('../../lab/play-servers.ts');
  const { ended } = await endOldServers(lab, site);
  if (ended.length > 0) say(`The lab no longer plays ${ended.join(', ')}.`);
}
