import type { AdoptRecord, AdoptStep, HostState } from './adopt-facts.ts';
import { forUnits } from './plan-adopt.ts';

/**
 * What is left to do until every unit stands as the record says, from any point at which an adoption or a former undo
 * ended. The former engines listen again before the foundation gives its VIPs away and stops; Keepalived comes last, so
 * that two never speak for one host.
 */
export function planUndo({ handover, before }: AdoptRecord, state: HostState): readonly AdoptStep[] {
  const { former, ours } = handover;
  const runs = (unit: string) => state.units[unit]?.active === true;
  const isEnabled = (unit: string) => state.units[unit]?.enabled === true;
  const ran = (unit: string) => before[unit]?.active === true;
  const wasEnabled = (unit: string) => before[unit]?.enabled === true;
  const all = [...former.map(({ unit }) => unit), ...ours];
  const returning = former.filter(({ unit }) => ran(unit) && !runs(unit));
  const leaving = ours.filter((unit) => runs(unit) && !ran(unit));
  const isDaemon = (unit: string) => unit === ours.at(-1);
  const names = (units: typeof former) => units.map(({ unit }) => unit);
  const engines = returning.filter(({ engine }) => engine !== 'keepalived');
  return [
    // First of all, so that former files that are not accepted any more change nothing.
    ...forUnits('start', names(engines.filter(({ sharesPorts }) => sharesPorts))),
    ...forUnits('stop', leaving.filter(isDaemon)),
    ...forUnits(
      'stop',
      leaving.filter((unit) => !isDaemon(unit)),
    ),
    ...forUnits('start', names(engines.filter(({ sharesPorts }) => !sharesPorts))),
    ...forUnits('start', names(returning.filter(({ engine }) => engine === 'keepalived'))),
    ...(state.hasCopy ? [{ do: 'drop-copies' } as const] : []),
    ...forUnits('end-gentleness', state.gentle),
    ...forUnits(
      'enable',
      all.filter((unit) => wasEnabled(unit) && !isEnabled(unit)),
    ),
    ...forUnits(
      'disable',
      all.filter((unit) => !wasEnabled(unit) && isEnabled(unit)),
    ),
    { do: 'forget' },
  ];
}
