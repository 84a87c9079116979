import { checkLayers } from '../tests/architecture/check-layers.ts';

/** Prints every import that goes the wrong way; exit code 1 when there is one. */
for (const [root, rules] of [
  ['src', 'rulesFor'],
  ['ui', 'pageRulesFor'],
] as const) {
  const { modules, report, violations } = await checkLayers(root, rules);
  process.stdout.write(report);
  if (violations > 0) process.exitCode = 1;
  else process.stdout.write(`layers: ${modules} modules in ${root}, no violation\n`);
}
