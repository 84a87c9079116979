import { Fault } from '../base/fault.ts';
import type { HaproxyReload, Reloaded } from './control-protocol.ts';
import type { HaproxyGuest } from './haproxy-guest.ts';
import type { KeepalivedGuest } from './keepalived-guest.ts';
import type { ReleaseFolder } from './release-folder.ts';
import type { Releases } from './releases.ts';
import type { Vips } from './vips.ts';

/** What a new release may concern. */
export interface ReloadedParts {
  readonly releases: Releases;
  readonly haproxy: HaproxyGuest;
  readonly keepalived: KeepalivedGuest;
  readonly vips: Vips;
  /** The end of HAProxy's log. */
  readonly lastWords: () => string;
}

/** Takes the wanted release into force and touches only the guests that it changes, or leaves everything as it was. @throws Fault */
export async function reloadRelease(
  { releases, haproxy, keepalived, vips, lastWords }: ReloadedParts,
  former: ReleaseFolder,
  how: HaproxyReload,
): Promise<Reloaded> {
  const change = await releases.change(former, how);
  // One that is not there is not kept: its start is tried at once.
  const keeps = change.keepsHaproxy && haproxy.pids.current !== undefined;
  if (!keeps && !(await haproxy.reload())) {
    change.undo();
    throw new Fault(
      'foundation/reload-failed',
      'The new HAProxy did not come up although its file is valid; the former configuration stays.',
      'Read its own words below, mend the spec or the limits of this machine, and reload again.',
      lastWords(),
    );
  }
  change.keep();
  const { haproxy: times } = change.now.config;
  if (times !== undefined) haproxy.freezeMs = times.freezeMs;
  vips.set(change.now.config.vips);
  const isSame = change.now.keepalived === former.keepalived;
  if (!isSame) keepalived.reload();
  return { haproxy: keeps ? 'kept' : 'reloaded', keepalived: isSame ? 'kept' : 'reloaded' };
}
