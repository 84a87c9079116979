import { Fault } from '../base/fault.ts';
import type { EngineReloads, Reloaded } from './control-protocol.ts';
import type { EngineGuest } from './engine-guest.ts';
import type { Generation } from './generation.ts';
import type { KeepalivedGuest } from './keepalived-guest.ts';
import type { ReleaseFolder } from './release-folder.ts';
import type { Releases } from './releases.ts';
import type { Vips } from './vips.ts';

/** What a new release may concern. */
export interface ReloadedParts {
  readonly releases: Releases;
  readonly haproxy: EngineGuest<Generation>;
  readonly nginx: EngineGuest<Generation>;
  readonly keepalived: KeepalivedGuest;
  readonly vips: Vips;
  /** The end of an engine's log. */
  readonly lastWords: (engine: 'haproxy' | 'nginx') => string;
}

/** Takes the wanted release into force and touches only the guests that it changes, or leaves everything as it was. @throws Fault */
export async function reloadRelease(
  { releases, keepalived, vips, lastWords, ...engines }: ReloadedParts,
  former: ReleaseFolder,
  how: EngineReloads,
): Promise<Reloaded> {
  const change = await releases.change(former, how);
  const did: { haproxy: 'kept' | 'reloaded'; nginx?: 'kept' | 'reloaded' } = {
    haproxy: 'kept',
    ...(change.now.config.nginx === undefined ? {} : { nginx: 'kept' }),
  };
  for (const name of ['haproxy', 'nginx'] as const) {
    if (change.now.config[name] === undefined) continue;
    // One that is not there is not kept: its start is tried at once.
    if (change.keeps[name] && engines[name].current !== undefined) continue;
    if (await engines[name].reload()) {
      did[name] = 'reloaded';
      continue;
    }
    change.undo();
    // It serves the release that is not in force after all.
    if (did.haproxy === 'reloaded' && former.config.haproxy !== undefined) await engines.haproxy.reload();
    throw new Fault(
      'foundation/reload-failed',
      `The new ${TITLES[name]} did not come up although its file is valid; the former configuration stays.`,
      'Read its own words below, mend the spec or the limits of this machine, and reload again.',
      lastWords(name),
    );
  }
  change.keep();
  for (const name of ['haproxy', 'nginx'] as const) engines[name].use(change.now.config[name]);
  vips.set(change.now.config.vips);
  const isSame = change.now.keepalived === former.keepalived;
  if (!isSame) await keepalived.reload();
  return { ...did, keepalived: isSame ? 'kept' : 'reloaded' };
}

const TITLES = { haproxy: 'HAProxy', nginx: 'nginx' } as const;
