import type { Finding, Rule } from '../../base/rule.ts';
import type { Track, VrrpScript } from '../../engines/keepalived/meaning/meaning.ts';
import type { ScriptSource } from '../../foreign/script/grammar/source.ts';
import type { LintSite } from '../lint-site.ts';
import { type Member, membersOf, sayPlace, vipsOf } from '../vrrp-group.ts';

/** A check that succeeds only where the VIP already is. */
export const checkNeedsVip: Rule<LintSite> = {
  code: 'pair/check-needs-vip',
  severity: 'error',
  title: 'The check fails wherever the VIP is not',
  why:
    'On the backup the check always fails, because the VIP is on the other node. With weight 0 the backup is in FAULT for ' +
    'good and can never take the VIP; with a weight it competes with a priority that is lowered for nothing.',
  source: 'keepalived.conf(5), vrrp_script (weight 0: FAULT after fall failures); RFC 5798 section 6.4',
  find: (site) =>
    membersOf(site).flatMap((member) =>
      member.instance.tracks.flatMap((track) => {
        const script = member.keepalived.scripts.find(({ name }) => name === track.name);
        return track.kind === 'script' && script !== undefined ? findFor(member, track, script) : [];
      }),
    ),
};

function findFor(member: Member, track: Track, { name, command }: VrrpScript): Finding[] {
  if (command === undefined || track.isReversed) return [];
  const vips = vipsOf(member.instance).map(({ address }) => address);
  const inCommand = looksForAddress(command.value)
    ? vips.find((vip) => mentions(command.value, vip))
    : undefined;
  const file = inCommand === undefined ? scriptOf(member, command.value) : undefined;
  const inFile = file === undefined ? undefined : vips.find((vip) => scriptLooksFor(file, vip));
  const vip = inCommand ?? inFile;
  if (vip === undefined) return [];
  const where = file === undefined ? '' : ` (${file.path})`;
  const effect =
    track.weight === 0
      ? 'is in FAULT and can never take it'
      : 'competes with a priority that is changed for nothing';
  return [
    {
      at: command.at,
      message: `${name}${where} looks for the VIP ${vip} among the addresses of ${member.node.name}: it fails wherever the VIP is not, so that the node ${effect}. It is called from ${sayPlace(track.at)}.`,
      remedy: 'check the proxy of this node instead; who holds the VIP is what the election decides.',
      ...(track.weight === 0 ? {} : { severity: 'warning' as const }),
    },
  ];
}

/** `ip addr`, `ip -4 a`, `ifconfig`, `hostname -I`: what lists a node's own addresses. */
export function looksForAddress(command: string): boolean {
  return /(?<![\w.-])(?:ip\s+(?:-\S+\s+)*(?:a|addr|address)\b|ifconfig\b|hostname\s+-I)/.test(command);
}

function mentions(text: string, address: string): boolean {
  const escaped = address.replaceAll('.', '\\.');
  return new RegExp(`(?<![\\w.:])${escaped}(?![\\w:]|\\.\\d)`).test(text);
}

/** The file that the command begins with, where it was given. */
function scriptOf({ node }: Member, command: string): ScriptSource | undefined {
  const words = command.split(/\s+/);
  const names = words
    .filter((word) => word.includes('/'))
    .map((word) => word.slice(word.lastIndexOf('/') + 1));
  return node.scripts.find(({ path }) => names.includes(path.slice(path.lastIndexOf('/') + 1)));
}

function scriptLooksFor({ steps }: ScriptSource, vip: string): boolean {
  const commands = steps.flatMap((step) => allCommands(step));
  return (
    commands.some(({ text }) => looksForAddress(text)) && commands.some(({ text }) => mentions(text, vip))
  );
}

function allCommands(step: ScriptSource['steps'][number]): { readonly text: string }[] {
  if (step.kind === 'keyword') return [];
  return step.commands.flatMap(({ words, assignments }) => {
    const said = [...words, ...assignments.map(({ word }) => word)];
    const inner = said.flatMap((word) => word.inner.flatMap((one) => allCommands(one)));
    return [{ text: said.map(({ value }) => value).join(' ') }, ...inner];
  });
}
