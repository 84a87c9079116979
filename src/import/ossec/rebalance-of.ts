import { printDuration } from '../../base/duration.ts';
import type { Helper } from '../../foreign/ossec/meaning/helper.ts';
import type { HelperNumberName } from '../../foreign/ossec/meaning/helper-options.ts';
import { optionOf } from '../../foreign/ossec/meaning/sections.ts';
import { type Draft, tell } from '../draft.ts';
import { figureOf } from './figure-of.ts';

const PATH = 'wazuh/events/rebalance';
const MOST_CHUNK = 100_000;
const MOST_RATE = 999_999;
const MOST_SETTLE_S = 3600;

interface RebalanceInput {
  mode?: 'off';
  tolerance: string;
  rate: string;
  chunk: number;
  settle: string;
}

/** The helper's figures under the names of `rebalance`; what it has no figure for keeps the default of the spec. */
export function rebalanceOf(draft: Draft, helper: Helper, isSpreading: boolean): RebalanceInput {
  const figure = (name: HelperNumberName) => figureOf(draft, helper, name);
  const change = (name: HelperNumberName, message: string) =>
    tell(draft, 'import/changed', optionOf(helper.element, name)?.textAt ?? helper.element.at, message);
  const tolerance = figure('imbalance_tolerance');
  const size = figure('agent_chunk_size');
  const pause = figure('agent_reconnection_time');
  const frequency = figure('frequency');
  const stability = figure('agent_reconnection_stability_time');

  const chunk = Math.min(size, MOST_CHUNK);
  if (chunk < size)
    change('agent_chunk_size', `agent_chunk_size ${size} is more than a spec can say; it is ${chunk}.`);
  const rate = pause === 0 ? undefined : Math.min(MOST_RATE, Math.max(1, Math.round(size / pause)));
  if (rate !== undefined && rate * pause !== size)
    change(
      'agent_reconnection_time',
      `${size} agents each ${pause} s are ${round(size / pause)} a second; the spec says ${rate}/s.`,
    );
  const settle = Math.min(frequency, MOST_SETTLE_S);
  if (settle < frequency)
    change('frequency', `frequency ${frequency} s is more than a spec can say; it is ${settle} s.`);
  if (stability !== frequency)
    change(
      'agent_reconnection_stability_time',
      `The helper waits ${stability} s after a manager has joined and ${frequency} s after each look; the spec waits until counts have been quiet for ${settle} s, before a move and after it.`,
    );
  comments(draft, tolerance);
  return {
    ...(isSpreading ? {} : { mode: 'off' as const }),
    tolerance: percentOf(tolerance),
    rate: rate === undefined ? 'unlimited' : `${rate}/s`,
    chunk,
    settle: printDuration(settle * 1000),
  };
}

function comments(draft: Draft, tolerance: number): void {
  const say = (key: string, line: string) => draft.comments.set(`${PATH}/${key}`, [line]);
  say('tolerance', `imbalance_tolerance ${tolerance}: moved until within it, and no agent more.`);
  say('rate', 'agent_chunk_size each agent_reconnection_time. Default without a helper: 100/s.');
  say('chunk', 'agent_chunk_size. Default without a helper: 100.');
  say('settle', 'frequency. Default without a helper: 5s; nothing is reloaded, so nothing needs longer.');
}

/** `10%` of 0.1, without the dust of binary fractions; not less than a spec can say. */
function percentOf(share: number): string {
  const percent = Math.max(share * 100, 1e-10);
  return `${percent.toFixed(10).replace(/\.?0+$/, '')}%`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
