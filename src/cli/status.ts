import { labStatus } from '../lab/observe-site.ts';
import { openLab, sweepDeadLabs } from '../lab/open-lab.ts';
import { chooseLab, type LabChoice } from './lab-name.ts';
import { wantsColour } from './paint.ts';
import { printStatusTable } from './status-table.ts';

export interface StatusOptions extends LabChoice {
  /** Default `table`. */
  readonly output?: 'table' | 'json' | undefined;
  /** false = `--no-color`. */
  readonly color?: boolean | undefined;
}

/** `holdfast status --lab`, `holdfast lab status`. Returns the exit code; throws Faults. */
export async function status(options: StatusOptions): Promise<number> {
  await sweepDeadLabs();
  const seen = await labStatus(await openLab(chooseLab(options)));
  const colour = options.color !== false && wantsColour(process.stdout);
  process.stdout.write(
    options.output === 'json'
      ? `${JSON.stringify(seen, undefined, 2)}\n`
      : printStatusTable(seen, { colour }),
  );
  return 0;
}
