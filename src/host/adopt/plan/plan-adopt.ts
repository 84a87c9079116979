import type { AdoptStep, FormerUnit, Handover, HostState } from './adopt-facts.ts';

/**
 * What is left to do until Holdfast serves in the place of the former units; nothing = it does. From any point at which
 * a former try ended.
 *
 * The VIP leaves first, so that nothing that follows can cost a connection; then Holdfast starts beside the former
 * engines, which end only when it serves. What cannot share its ports ends before.
 */
export function planAdopt({ former, ours, hasPeers }: Handover, state: HostState): readonly AdoptStep[] {
  const runs = (unit: string) => state.units[unit]?.active === true;
  const isEnabled = (unit: string) => state.units[unit]?.enabled === true;
  const names = former.map(({ unit }) => unit);
  const vrrp = former.filter(({ engine, unit }) => engine === 'keepalived' && runs(unit));
  const engines = former.filter(({ engine, unit }) => engine !== 'keepalived' && runs(unit));
  const moves = vrrp.length > 0 && state.holds && hasPeers;
  const starting = missing(ours, runs);
  const gentle = [...new Set([...state.gentle, ...engines.map(({ unit }) => unit)])];
  const steps: AdoptStep[] = [
    ...(moves ? [{ do: 'copy-vips' } as const] : []),
    ...forUnits(
      'stop',
      vrrp.map(({ unit }) => unit),
    ),
    ...(moves || state.hasCopy ? [{ do: 'let-vips-go' } as const] : []),
    ...engines.filter(({ sharesPorts }) => !sharesPorts).map(stopGently),
    ...forUnits('start', starting),
    ...(starting.length > 0 || engines.length > 0 ? [{ do: 'await-service' } as const] : []),
    ...engines.filter(({ sharesPorts }) => sharesPorts).map(stopGently),
    ...forUnits('end-gentleness', gentle),
    // Rather both for a moment than neither: a host that boots now must serve.
    ...forUnits(
      'enable',
      ours.filter((unit) => !isEnabled(unit)),
    ),
    ...forUnits('disable', names.filter(isEnabled)),
  ];
  return steps.length === 0 ? [] : [...steps, { do: 'await-service' }, { do: 'finish' }];
}

/** A socket unit cannot start any more once the foundation, the last but one, runs. */
function missing(ours: readonly string[], runs: (unit: string) => boolean): string[] {
  const foundation = ours.at(-2) ?? '';
  return ours.filter((unit) => !runs(unit) && !(unit.endsWith('.socket') && runs(foundation)));
}

function stopGently({ unit, engine }: FormerUnit): AdoptStep {
  return { do: 'stop-gently', unit, engine };
}

/** One step for several units; none for none. */
export function forUnits(
  what: 'stop' | 'start' | 'enable' | 'disable' | 'end-gentleness',
  units: readonly string[],
): AdoptStep[] {
  return units.length === 0 ? [] : [{ do: what, units }];
}
