import { checkLayers } from '../tests/architecture/check-layers.ts';

/** Prints every import that goes the wrong way; exit code 1 when there is one. */
const { modules, report, violations } = await checkLayers('src');
process.stdout.write(report);
if (violations > 0) process.exitCode = 1;
else process.stdout.write(`layers: ${modules} modules, no violation\n`);
