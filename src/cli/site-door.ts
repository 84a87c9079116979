import { Fault } from '../base/fault.ts';
import { openLabDoors } from '../lab/lab-doors.ts';
import { openLab, sweepDeadLabs } from '../lab/open-lab.ts';
import { openTlsDoor } from '../node/api/door/open-tls-door.ts';
import { openUnixDoor } from '../node/api/door/open-unix-door.ts';
import { unreachable } from '../node/api/door/unreachable.ts';
import { nodeAt } from '../node/pki/node-at.ts';
import { type TlsOptions, tlsOptionsOf, tlsPathsIn } from '../node/pki/tls-options.ts';
import { API_PORT } from '../spec/site-wide.ts';
import { rememberSite } from './at-site.ts';
import { chooseLab } from './lab-name.ts';
import { readPlace } from './read-place.ts';
import { noDaemon, type SiteDoors, type SiteOptions, siteDoors } from './site-doors.ts';

export type { SiteDoors, SiteOptions } from './site-doors.ts';

/** Where the packages put the daemon's socket. */
const NODE_SOCKET = '/run/holdfast/node.sock';

/**
 * The daemons of the site that is meant: --lab or --lab-name → the nodes of a lab that runs, --connect → a node over
 * mutual TLS, else the daemon of this machine. Nobody but who is behind the last two is asked anything yet.
 * @throws Fault `cli/no-daemon`, `cli/no-certificate`, `cli/bad-place`, `lab/not-running`, `lab/no-name`, `pki/…`
 */
export async function openSite(options: SiteOptions): Promise<SiteDoors> {
  rememberSite(options);
  if (options.lab === true || options.labName !== undefined) return openLabSite(options);
  if (options.connect !== undefined) return openRemote(options.connect, options.pki);
  return openLocal(options.socket);
}

async function openLabSite(options: SiteOptions): Promise<SiteDoors> {
  await sweepDeadLabs();
  const lab = await openLab(chooseLab(options));
  const entries = [...openLabDoors(lab)].map(([node, door]) => ({ node, door }));
  const [first] = entries;
  return siteDoors({
    entries,
    lab,
    where: `the lab ${lab.name}`,
    remedy: `see why in its log: holdfast lab logs ${first?.node ?? 'NODE'} node --lab-name ${lab.name}`,
  });
}

async function openLocal(socket: string | undefined): Promise<SiteDoors> {
  const path = socket ?? (process.env['HOLDFAST_SOCKET'] || NODE_SOCKET);
  const stranger = openUnixDoor(path);
  try {
    const { site, node } = await stranger.ready();
    const door = openUnixDoor(path, { site, node });
    const entry = { node, door };
    return siteDoors({ entries: [entry], answered: entry, where: door.where, remedy: ELSEWHERE });
  } catch (error) {
    throw asNoDaemon(stranger.where, error);
  } finally {
    stranger.close();
  }
}

async function openRemote(place: string, pki = process.env['HOLDFAST_PKI']): Promise<SiteDoors> {
  const { host, port } = readPlace(place, API_PORT);
  const tls = ownCertificate(pki);
  const where = `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
  try {
    const node = await nodeAt(host, port, tls, 5000).catch((error: unknown) => {
      throw unreachable({ kind: 'tls', where, node: host }, error as Error);
    });
    const door = openTlsDoor({ node, host, port, tls });
    return siteDoors({ entries: [{ node, door }], where: door.where, remedy: ELSEWHERE });
  } catch (error) {
    throw asNoDaemon(where, error);
  }
}

const ELSEWHERE =
  'name where one runs: --lab, --socket PATH, or --connect HOST --pki DIR; on a node: systemctl status holdfast';

function asNoDaemon(where: string, error: unknown): unknown {
  if (!(error instanceof Fault) || error.code !== 'node/unreachable') return error;
  return noDaemon(where, ELSEWHERE, `${error.message}\n${error.remedy}`, error);
}

function ownCertificate(pki: string | undefined): TlsOptions {
  if (pki !== undefined && pki !== '') return tlsOptionsOf(tlsPathsIn(pki));
  throw new Fault(
    'cli/no-certificate',
    'A node lets in over the network only who shows a certificate, and none was named.',
    'name the folder that `holdfast pki issue` wrote for you: --pki DIR, or HOLDFAST_PKI=DIR.',
  );
}
