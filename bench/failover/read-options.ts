import { parseArgs } from 'node:util';
import { USUAL_FAULTS } from './usual-faults.ts';

export interface BenchOptions {
  readonly runs: number;
  readonly faults: readonly string[];
  readonly output: 'text' | 'json';
}

export const USAGE = `usage: node bench/failover/main.ts [--runs 3] [--faults ${Object.keys(USUAL_FAULTS).join(',')}] [-o text|json]`;

/** undefined = wrong usage. */
export function readOptions(argv: readonly string[]): BenchOptions | undefined {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        runs: { type: 'string', default: '3' },
        faults: { type: 'string', default: Object.keys(USUAL_FAULTS).join(',') },
        output: { type: 'string', short: 'o', default: 'text' },
      },
    });
    const faults = values.faults.split(',').filter((name) => name !== '');
    if (!/^[1-9]\d{0,2}$/.test(values.runs) || faults.some((name) => !(name in USUAL_FAULTS)))
      return undefined;
    if (values.output !== 'text' && values.output !== 'json') return undefined;
    return { runs: Number(values.runs), faults, output: values.output };
  } catch {
    return undefined;
  }
}
