import { sweepDeadLabs } from '../lab/open-lab.ts';
import { takeDown } from '../lab/take-down.ts';
import { chooseLab, type LabChoice } from './lab-name.ts';
import { say } from './say.ts';

/** `holdfast lab down`: 0, also when none ran. */
export async function labDown(options: LabChoice): Promise<number> {
  const name = chooseLab(options);
  const ran = await takeDown(name);
  await sweepDeadLabs();
  say(
    ran ? `The lab ${name} has ended; nothing is left of it.` : `No lab called ${name} runs; nothing to do.`,
  );
  return 0;
}
