import type { Site, SiteNode } from '../../../site/site.ts';
import { duration } from '../../duration.ts';
import { HARD_STOP_MS } from '../../hard-stop.ts';
import { originOf } from '../../origin-of.ts';
import { RUN_FILES } from '../../run-files.ts';
import type { CompileTarget } from '../../target.ts';
import { type Line, line, type Section } from '../grammar/tree.ts';
import { processSessions } from './limits.ts';
import { hasPeers } from './peers.ts';
import { rawOf } from './raw.ts';

/** HAProxy allows 10 command lines at once otherwise; idle ones would make a healthy process look dead. */
const COMMAND_LINES = 100;
/** A command line that the foundation keeps open for the life of a process is not closed for silence. */
const COMMAND_LINE_MS = 24 * 3_600_000;

/**
 * `global`: the limits of the process and its two command sockets. Neither `daemon` nor master-worker: each generation
 * is a process of its own that the foundation starts, and no chroot, so that certificates can be read again.
 */
export function compileGlobal(site: Site, node: SiteNode, target: CompileTarget): Section {
  const runDir = target.runDir(node.name);
  const socket = (name: string) =>
    line(undefined, 'stats socket', `${runDir}/${name}`, ...'mode 600 level admin'.split(' '));
  const account: Line[] =
    target.kind === 'host' ? [line(undefined, 'user haproxy'), line(undefined, 'group haproxy')] : [];
  const log: Line[] =
    site.log === undefined
      ? []
      : [line(originOf(site, 'log/address', 'log'), 'log', site.log.address, site.log.facility)];
  return {
    kind: 'global',
    name: undefined,
    origin: undefined,
    lines: [
      ...account,
      ...log,
      line(undefined, `maxconn ${processSessions(site, target)}`),
      line(undefined, `hard-stop-after ${duration(HARD_STOP_MS)}`),
      socket(RUN_FILES.stats),
      socket(RUN_FILES.probe),
      line(undefined, `stats maxconn ${COMMAND_LINES}`),
      line(undefined, `stats timeout ${duration(COMMAND_LINE_MS)}`),
      ...(hasPeers(site) ? [line(undefined, 'localpeer', node.name)] : []),
      ...rawOf(site.raw, 'raw'),
    ],
  };
}
