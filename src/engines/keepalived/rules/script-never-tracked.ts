import type { Rule } from '../../../base/rule.ts';
import { isKnown } from '../meaning/entries.ts';
import type { KeepalivedBlock } from '../meaning/meaning.ts';
import type { KeepalivedSubject } from './subject.ts';

export const scriptNeverTracked: Rule<KeepalivedSubject> = {
  code: 'keepalived/script-never-tracked',
  severity: 'warning',
  title: 'Check that nobody tracks',
  why: 'A vrrp_script that no track_script names is never run: the service may die, and the VIP stays where it is.',
  source: 'keepalived.conf(5), vrrp_script; keepalived logs "Warning - script … is not used"',
  find: ({ keepalived }) => {
    const trackers: readonly KeepalivedBlock[] = [...keepalived.instances, ...keepalived.syncGroups];
    if (
      keepalived.isPartial ||
      trackers.length === 0 ||
      trackers.some((block) => !isKnown(block, 'track_script'))
    )
      return [];
    const tracked = new Set(
      [...keepalived.instances, ...keepalived.syncGroups].flatMap(({ tracks }) =>
        tracks.filter(({ kind }) => kind === 'script').map(({ name }) => name),
      ),
    );
    return keepalived.scripts
      .filter(({ name, entry }) => !tracked.has(name) && !entry.isConditional)
      .map(({ name, at }) => ({
        at,
        message: `No track_script names ${name}: Keepalived never runs it, and no failure that it would see moves a VIP.`,
        remedy: `write "track_script { ${name} }" into the vrrp_instance that depends on it, or remove it.`,
      }));
  },
};
