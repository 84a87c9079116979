import { fileURLToPath } from 'node:url';
import { readSiteFile, readSpecBytes } from '../../src/cli/load-site.ts';
import { type BringUpInput, bringUp } from '../../src/lab/bring-up.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { takeDown } from '../../src/lab/take-down.ts';
import { untilHealthy } from '../../src/lab/until-healthy.ts';
import { compileRelease } from '../../src/release/compile-release.ts';
import type { Labs } from './compare-faults.ts';
import { USUAL_LAB } from './usual-lab.ts';

const SPEC = fileURLToPath(new URL('../../examples/web.yaml', import.meta.url));
const NAMES = ['bench-usual', 'bench-holdfast'] as const;

/** The example's network twice, with the usual pair and with Holdfast. What an ended bench left goes first. */
export async function bringLabsUp(): Promise<Labs> {
  await takeLabsDown();
  const [usual, holdfast] = NAMES;
  const compile: BringUpInput['compile'] = (site, target) => compileRelease(site, target).release;
  const labs = {
    usual: await bringOneUp(usual, USUAL_LAB),
    holdfast: await bringOneUp(holdfast, { compile }),
  };
  const { reasons } = await untilHealthy(labs.holdfast);
  if (reasons.length > 0) throw new Error(`the lab of Holdfast is not healthy: ${reasons.join('; ')}`);
  return labs;
}

export async function takeLabsDown(): Promise<void> {
  for (const name of NAMES) await takeDown(name);
}

async function bringOneUp(name: string, how: Pick<BringUpInput, 'compile' | 'nodeCommand'>): Promise<Lab> {
  const { site } = readSiteFile(SPEC);
  if (site === undefined) throw new Error(`${SPEC} has problems; see: bin/holdfast validate -f ${SPEC}`);
  const brought = await bringUp({ name, site, specFile: SPEC, spec: readSpecBytes(SPEC), ...how });
  if (brought.is === 'started') return brought.lab;
  throw new Error(`the lab ${name} was not started: ${brought.is}`);
}
