import { createRequire } from 'node:module';
import { cruise, type ICruiseOptions, type IForbiddenRuleType } from 'dependency-cruiser';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';

interface LayerRules {
  readonly options: ICruiseOptions;
  readonly rulesFor: (root: string) => IForbiddenRuleType[];
  /** For the dashboard. */
  readonly pageRulesFor: (root: string) => IForbiddenRuleType[];
  readonly layers: readonly (readonly string[])[];
}

export const layerRules = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as LayerRules;

/** Cruises the sources below `root` (relative to the working directory) and names each import that breaks a rule. */
export async function checkLayers(
  root: string,
  rulesOf: keyof Pick<LayerRules, 'rulesFor' | 'pageRulesFor'> = 'rulesFor',
): Promise<{ modules: number; violations: number; report: string }> {
  const { options } = layerRules;
  const rules = layerRules[rulesOf](root);
  const { output } = await cruise(
    [root],
    { ...options, ruleSet: { forbidden: rules }, validate: true },
    undefined,
    { tsConfig: extractTsConfig('tsconfig.json') },
  );
  if (typeof output === 'string') throw new TypeError('dependency-cruiser answered with a text');
  const { violations, totalCruised } = output.summary;
  const report = violations
    .map(({ rule, from, to }) => {
      const remedy = rules.find(({ name }) => name === rule.name)?.comment ?? '';
      return `${rule.name}: ${from} -> ${to}\n  Fix: ${remedy}\n`;
    })
    .join('');
  const modules = output.modules.filter(({ source }) => source.startsWith(`${root}/`)).length;
  // With a compiler it cannot use, dependency-cruiser sees nothing and finds nothing wrong.
  if (modules === 0) throw new Error(`No module was seen below ${root} (${totalCruised} in all).`);
  return { modules, violations: violations.length, report };
}
