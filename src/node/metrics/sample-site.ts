import type { VrrpRole } from '../../foundation/status.ts';
import type { ApplyStage } from '../apply/apply-progress.ts';
import type { Wish } from '../intents/intent.ts';
import { enginesOf } from '../status/engines-of.ts';
import type { ServerState } from '../status/site-status.ts';
import type { NodeStanding, SiteView, Verdict } from '../status/site-view.ts';
import { type Sample, sample, secondsOf, stateSet } from './sample.ts';

const VERDICTS: readonly Verdict[] = ['serving', 'degraded', 'down', 'unknown'];
const LEVELS: readonly SiteView['redundancy']['level'][] = ['full', 'degraded', 'none', 'unknown'];
const ROLES: readonly VrrpRole[] = ['MASTER', 'BACKUP', 'FAULT', 'unknown'];
const SERVER_STATES: readonly ServerState[] = ['up', 'down', 'drain', 'maint', 'unknown'];
const STAGES_ON: readonly ApplyStage[] = ['checking', 'applying', 'unconfirmed', 'undoing'];
const WISHES: readonly Wish['kind'][] = ['server-state', 'server-weight', 'vip-holder', 'pause'];
const RATIO = { full: 1, degraded: 0.5, none: 0, unknown: 0 } as const;

/** The whole site as one daemon sees it. What is not known is an explicit 0 beside a metric that says so; pure. */
export function sampleSite(view: SiteView): Sample[] {
  return [
    ...stateSet('holdfast_site_verdict', {}, 'verdict', VERDICTS, view.verdict),
    sample('holdfast_redundancy_ratio', {}, RATIO[view.redundancy.level]),
    ...stateSet('holdfast_redundancy_level', {}, 'level', LEVELS, view.redundancy.level),
    ...findings(view),
    ...Object.keys(view.vips).flatMap((vip) => vipSamples(view, vip)),
    ...Object.entries(view.nodes).flatMap(([node, seen]) => nodeSamples(node, seen)),
    ...Object.entries(view.members).flatMap(([node, member]) =>
      memberSamples(node, member, node === view.seenBy),
    ),
    ...Object.entries(view.pools).flatMap(([pool, { servers }]) => poolSamples(pool, Object.values(servers))),
    ...WISHES.map((kind) =>
      sample('holdfast_intents', { kind }, view.intents.filter(({ wish }) => wish.kind === kind).length),
    ),
    ...stateSet('holdfast_apply_stage', {}, 'stage', STAGES_ON, view.apply?.stage),
    ...(view.apply === undefined
      ? []
      : [sample('holdfast_apply_started_timestamp_seconds', {}, secondsOf(view.apply.startedAt))]),
  ];
}

function findings({ findings: all }: SiteView): Sample[] {
  const counted = Map.groupBy(all, ({ code, severity }) => `${code} ${severity}`);
  return [...counted.values()].map((alike) => {
    const { code, severity } = alike[0]!;
    return sample('holdfast_findings', { code, severity }, alike.length);
  });
}

function vipSamples({ vips, nodes, holderSince }: SiteView, vip: string): Sample[] {
  const { holders, unseen = [] } = vips[vip]!;
  const since = holderSince[vip];
  return [
    sample('holdfast_vip_holders', { vip }, holders.length),
    sample('holdfast_vip_unseen_nodes', { vip }, unseen.length),
    ...(since === undefined
      ? []
      : [sample('holdfast_vip_held_since_timestamp_seconds', { vip }, secondsOf(since))]),
    ...Object.entries(nodes).flatMap(([node, seen]) => [
      sample(
        'holdfast_vip_holder',
        { vip, node },
        holders.some((holder) => holder.node === node),
      ),
      sample('holdfast_vip_fit', { vip, node }, seen.vips[vip]?.healthy === true),
      ...stateSet(
        'holdfast_vrrp_state',
        { vip, node },
        'state',
        ROLES,
        seen.guests.keepalived.vips[vip]?.role ?? 'unknown',
      ),
    ]),
  ];
}

function nodeSamples(node: string, { foundation, guests }: SiteView['nodes'][string]): Sample[] {
  const { keepalived } = guests;
  const engines = enginesOf(guests);
  const up = [
    sample('holdfast_foundation_up', { node }, foundation.state === 'running'),
    ...engines.map(([guest, { state }]) => sample('holdfast_guest_up', { node, guest }, state === 'running')),
    sample('holdfast_guest_up', { node, guest: 'keepalived' }, keepalived.state === 'running'),
  ];
  // A counter that fell to 0 and came back would look like as many restarts.
  if (foundation.state === 'unknown') return up;
  return [
    ...up,
    ...engines.map(([guest, { restarts }]) =>
      sample('holdfast_guest_restarts_total', { node, guest }, restarts),
    ),
    sample('holdfast_guest_restarts_total', { node, guest: 'keepalived' }, keepalived.restarts),
    ...engines.flatMap(([guest, { reloads, draining }]) => [
      sample(`holdfast_${guest}_reloads_total`, { node }, reloads),
      sample(`holdfast_${guest}_draining_processes`, { node }, draining),
    ]),
  ];
}

function memberSamples(node: string, member: NodeStanding, isSelf: boolean): Sample[] {
  const { reachable, ageMs, release, certificate, paused } = member;
  const digest = release?.trial?.digest ?? release?.digest;
  return [
    ...(isSelf ? [] : [sample('holdfast_peer_up', { node }, reachable)]),
    ...(isSelf || ageMs === undefined ? [] : [sample('holdfast_peer_age_seconds', { node }, ageMs / 1000)]),
    sample('holdfast_paused', { node }, paused !== undefined),
    sample('holdfast_config_revision', { node }, release?.revision ?? 0),
    ...(digest === undefined ? [] : [sample('holdfast_config_revision_info', { node, digest }, 1)]),
    sample('holdfast_config_drift', { node }, release?.drift.length ?? 0),
    sample('holdfast_config_trial', { node }, release?.trial !== undefined),
    ...(certificate === undefined
      ? []
      : [
          sample(
            'holdfast_cert_expiry_timestamp_seconds',
            { certificate: `node/${node}` },
            secondsOf(certificate.notAfter),
          ),
        ]),
  ];
}

type SeenServers = readonly SiteView['pools'][string]['servers'][string][];

function poolSamples(pool: string, servers: SeenServers): Sample[] {
  const unlike = servers.filter(({ observations }) => {
    const known = observations.map(({ state }) => state).filter((state) => state !== 'unknown');
    return new Set(known.map((state) => state === 'up')).size > 1;
  });
  return [
    ...SERVER_STATES.map((state) =>
      sample(
        'holdfast_pool_servers',
        { pool, state },
        servers.filter((server) => server.state === state).length,
      ),
    ),
    sample('holdfast_pool_check_disagreements', { pool }, unlike.length),
  ];
}
