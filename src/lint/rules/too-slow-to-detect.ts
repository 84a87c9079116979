import { printDuration } from '../../base/duration.ts';
import type { Finding, Rule } from '../../base/rule.ts';
import type { Track, VrrpScript } from '../../engines/keepalived/meaning/meaning.ts';
import { hungScriptTime, moveTime, type Sum, scriptTime, silenceTime } from '../detection-time.ts';
import { holderOf, movesVip } from '../failover-arithmetic.ts';
import type { LintSite } from '../lint-site.ts';
import { type Entrant, entrantOf } from '../vrrp-candidate.ts';
import { type Member, sayVips, vrrpGroups } from '../vrrp-group.ts';

/** A failure that takes longer to be noticed and answered than an outage may last. */
export const tooSlowToDetect: Rule<LintSite> = {
  code: 'pair/too-slow-to-detect',
  severity: 'warning',
  title: 'Noticing a failure takes longer than allowed',
  why:
    'Until the other node has noticed and taken the VIP, every client meets the failure. The intervals in these files add ' +
    'up to more than the outage that is allowed.',
  source:
    'RFC 3768 and RFC 5798 section 6.1 (3 × advert + skew); measured: check every 2 s, fall 3, adverts of 1 s: 8.8 s',
  find: (site) => {
    const { maxOutageMs } = site.context;
    if (maxOutageMs === undefined) return [];
    return vrrpGroups(site).flatMap((group) => {
      const entrants = group.map((member) => entrantOf(member)).filter((one) => one !== undefined);
      return entrants.length < group.length ? [] : findAmong(entrants, maxOutageMs);
    });
  },
};

function findAmong(entrants: readonly Entrant[], allowed: number): Finding[] {
  const holder = entrants.find(
    ({ candidate }) => candidate === holderOf(entrants.map((one) => one.candidate)),
  );
  const peers = entrants.filter((one) => one !== holder);
  const heir = peers.find(({ candidate }) => candidate === holderOf(peers.map((one) => one.candidate)));
  if (holder === undefined || heir === undefined) return [];
  const scripts = holder.member.instance.tracks.flatMap((track) => {
    const script = holder.member.keepalived.scripts.find(({ name }) => name === track.name);
    const failing = new Set([`script ${track.name}`]);
    const moves = movesVip(
      holder.candidate,
      peers.map(({ candidate }) => candidate),
      failing,
    );
    return track.kind === 'script' && script !== undefined && moves
      ? scriptFinding(track, script, holder.member, heir.member, allowed)
      : [];
  });
  return [...nodeFinding(holder.member, heir.member, allowed), ...scripts];
}

function nodeFinding(holder: Member, heir: Member, allowed: number): Finding[] {
  const silence = silenceTime(holder, heir);
  if (silence.ms <= allowed) return [];
  const { instance } = holder;
  return [
    {
      at: instance.advertSeconds?.at ?? instance.at,
      also: [holder, heir].map((member) => member.instance.advertSeconds?.at ?? member.instance.at),
      message: `When node ${holder.node.name} dies, the ${sayVips(instance)} comes back on ${heir.node.name} after ${silence.text} = ${printDuration(silence.ms)}; ${printDuration(allowed)} are allowed.`,
      remedy:
        'set `vrrp_version 3` and an `advert_int` that is short enough on all nodes: a quarter of the allowed outage suffices.',
    },
  ];
}

function scriptFinding(
  track: Track,
  script: VrrpScript,
  holder: Member,
  heir: Member,
  allowed: number,
): Finding[] {
  const move = moveTime(track, holder, heir);
  const dead = add(scriptTime(script), move);
  const hung = add(hungScriptTime(script), move);
  const worst = dead.ms > allowed ? dead : hung;
  if (worst.ms <= allowed) return [];
  const what = worst === dead ? 'dies' : 'hangs';
  const said = worst === dead ? script.intervalSeconds : (script.timeoutSeconds ?? script.intervalSeconds);
  return [
    {
      at: said?.at ?? script.at,
      also: [script, ...scriptsOf(heir, script.name)].map(
        ({ intervalSeconds, at }) => intervalSeconds?.at ?? at,
      ),
      message: `When what ${script.name} checks on ${holder.node.name} ${what}, the ${sayVips(holder.instance)} comes back on ${heir.node.name} after ${worst.text} = ${printDuration(worst.ms)}; ${printDuration(allowed)} are allowed.`,
      remedy: `shorten ${what === 'dies' ? 'interval or fall' : 'timeout, interval or fall'} of ${script.name}${track.weight === 0 ? '' : ', and the adverts, or track it with `weight 0`, so that its failure is a FAULT that the other node hears of at once'}.`,
    },
  ];
}

function scriptsOf({ keepalived }: Member, name: string): readonly VrrpScript[] {
  return keepalived.scripts.filter((script) => script.name === name);
}

function add(left: Sum, right: Sum): Sum {
  return { ms: left.ms + right.ms, text: `${left.text} + ${right.text}` };
}
