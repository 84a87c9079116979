import type { VrrpInstance } from '../../../engines/keepalived/meaning/meaning.ts';
import type { HostFinding } from '../../../lint/host/host-facts.ts';
import type { Site } from '../../../site/site.ts';
import type { FormerUnit, Handover, HostState } from './adopt-facts.ts';
import { judgeVrrp } from './judge-vrrp.ts';

export interface AdoptCase {
  readonly site: Site;
  readonly node: string;
  readonly handover: Handover;
  readonly state: HostState;
  /** What the running Keepalived was told, and what the spec compiles to. */
  readonly running: readonly VrrpInstance[];
  readonly next: readonly VrrpInstance[];
  /** Other nodes where nothing of the site, neither a service nor a daemon, answers on their own addresses. */
  readonly silent: readonly string[];
  /** Files and units that Holdfast needs on this host and that are not there. */
  readonly lacking: readonly string[];
  /** What doctor found. */
  readonly doctor: readonly HostFinding[];
  /** An adoption was begun, and not undone. */
  readonly isBegun: boolean;
}

/** Doctor's findings that an adoption itself ends. */
const ENDED = new Set(['host/engine-unit-runs', 'host/port-taken']);

/** What keeps this host from being adopted (errors), and what whoever adopts it should know. */
export function judgeAdopt(subject: AdoptCase): readonly HostFinding[] {
  const { handover, state, lacking, doctor, isBegun } = subject;
  const foundation = handover.ours.at(-2) ?? '';
  return [
    ...(lacking.length === 0 ? [] : [notSetUp(lacking)]),
    ...(!isBegun && state.units[foundation]?.active === true ? [runsAlready(handover)] : []),
    ...(handover.hasPeers ? judgeVrrp(subject.running, subject.next) : []),
    ...doctor.filter(({ code, severity }) => severity === 'error' && !ENDED.has(code)),
    ...(isBegun ? [] : judgeFiles(handover.former)),
    ...(state.holds && !isBegun ? [holds(handover)] : []),
    ...(state.holds && subject.silent.length > 0 ? [silentOther(subject.silent)] : []),
    ...wouldMove(subject),
  ];
}

/** What is read from the disk is not what runs where somebody changed it since. */
export function judgeFiles(former: readonly FormerUnit[]): readonly HostFinding[] {
  return former
    .filter(({ newer }) => newer.length > 0)
    .map(({ unit, newer }) => ({
      code: 'host/adopt-files-newer',
      severity: 'warning',
      message: `${newer.join(', ')} was changed after ${unit} last started or was reloaded: what runs may be something else.`,
      remedy: `find out why nobody reloaded it; systemctl reload ${unit}, if it shall run`,
    }));
}

function notSetUp(lacking: readonly string[]): HostFinding {
  return {
    code: 'host/adopt-not-set-up',
    severity: 'error',
    message: `Holdfast lacks on this host: ${lacking.join(', ')}.`,
    remedy:
      'install the package, and hand out certificates (holdfast pki init, holdfast pki issue node NAME)',
  };
}

function runsAlready({ former }: Handover): HostFinding {
  return {
    code: 'host/adopt-runs-already',
    severity: 'error',
    message:
      'Holdfast runs here already beside the units of the distribution, and no adoption was begun: who had which part of the work before is not known.',
    remedy: `systemctl disable --now ${former.map(({ unit }) => unit).join(' ')}, when Holdfast serves`,
  };
}

function holds({ hasPeers }: Handover): HostFinding {
  const message = hasPeers
    ? 'This node holds the VIP: it moves to the other node, and the sessions through it are cut. The standby costs nobody anything.'
    : 'This node holds the VIP, and the spec has no other one to take it: clients wait until its new Keepalived has it again.';
  return {
    code: 'host/adopt-holder',
    severity: 'warning',
    message,
    remedy: hasPeers ? 'adopt the standby first, then this one' : 'choose a quiet hour',
  };
}

function silentOther(silent: readonly string[]): HostFinding {
  return {
    code: 'host/adopt-other-silent',
    severity: 'warning',
    message: `Nothing of the site answers on the own addresses of ${silent.join(', ')}: it may listen on the VIP alone, or be down. If it cannot serve, clients wait some seconds until the VIP is back here.`,
    remedy: `look there whether keepalived and the engine run, before this node gives the VIP away`,
  };
}

/** The other node's Keepalived keeps its priority; a greater one here than before may win. */
function wouldMove({ site, node, state, running }: AdoptCase): HostFinding[] {
  if (state.holds) return [];
  return site.vips.flatMap((vip) => {
    const former = running.find((instance) =>
      instance.addresses.some(({ address }) => vip.addresses.some((one) => one.address === address)),
    );
    const holder = vip.holders.find((one) => one.node === node);
    if (former === undefined || holder === undefined) return [];
    const bonus = former.tracks.reduce((sum, { weight }) => sum + Math.max(weight, 0), 0);
    const was = (former.priority?.value ?? 100) + bonus;
    const becomes = holder.priority + vip.healthyWeight;
    if (becomes <= was) return [];
    return [
      {
        code: 'host/adopt-vip-would-move',
        severity: 'warning',
        message: `The priority of this node for ${vip.name} becomes ${becomes}, and was ${was}: if that of the other node is not greater, the VIP comes here as soon as this node is adopted, and the sessions through it are cut.`,
        remedy: `say the priorities that run: vips.${vip.name}.vrrp.priorities: { ${node}: ${was}, … }`,
      },
    ];
  });
}
