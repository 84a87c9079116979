import type { Finding, Rule } from '../../base/rule.ts';
import type { Track } from '../../engines/keepalived/meaning/meaning.ts';
import type { LintSite } from '../lint-site.ts';
import { tracksElsewhere } from '../vrrp-candidate.ts';
import { type Member, sayPlace, sayVips, vrrpGroups } from '../vrrp-group.ts';

/** A check that one node of a VIP has and another lacks. */
export const checkOnOneNode: Rule<LintSite> = {
  code: 'pair/check-on-one-node',
  severity: 'warning',
  title: 'Only one node checks this',
  why:
    'The node without the check keeps the VIP whatever happens to its service, and it is the node that nobody looks at ' +
    'until the day of the failover.',
  source:
    'RFC 5798 section 6.4.3 (only the priority moves a VIP); seen in tutorials whose backup file is shortened',
  find: (site) =>
    vrrpGroups(site).flatMap((group) =>
      group.flatMap((here) =>
        group.filter((other) => other !== here).flatMap((there) => compare(here, there)),
      ),
    ),
};

function compare(here: Member, there: Member): Finding[] {
  if (tracksElsewhere(here) || tracksElsewhere(there)) return [];
  return (['script', 'process', 'file'] as const).flatMap((kind) => {
    const mine = tracksOf(here, kind);
    const theirs = tracksOf(there, kind);
    // As many there as here: perhaps the same under other names.
    if (theirs.length >= mine.length) return [];
    const unmatched = mine.filter((track) => !theirs.some((other) => isSame(track, here, other, there)));
    return unmatched.slice(0, mine.length - theirs.length).map((track) => ({
      at: track.at,
      message: `${here.node.name} tracks ${track.name} for ${sayVips(here.instance)}, ${there.node.name} does not (${sayPlace(there.instance.at)}): while ${there.node.name} holds the VIP, nothing takes it away when this fails.`,
      remedy: `track ${track.name} on ${there.node.name} too.`,
    }));
  });
}

function tracksOf({ instance }: Member, kind: Track['kind']): Track[] {
  return instance.tracks.filter((track) => track.kind === kind);
}

function isSame(track: Track, here: Member, other: Track, there: Member): boolean {
  return track.name === other.name || subjectOf(track, here) === subjectOf(other, there);
}

/** What is looked at, whatever it is called. */
function subjectOf({ kind, name }: Track, { keepalived }: Member): string {
  const { scripts, trackFiles, trackProcesses } = keepalived;
  if (kind === 'script') return scripts.find((script) => script.name === name)?.command?.value ?? name;
  if (kind === 'file') return trackFiles.find((file) => file.name === name)?.file?.value ?? name;
  return trackProcesses.find((process) => process.name === name)?.process?.value ?? name;
}
