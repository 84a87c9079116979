import { Option } from 'commander';
import { stringify } from 'yaml';

export type Output = 'table' | 'json' | 'yaml';

/** `-o, --output`, by default a table for people. */
export function outputOption(...formats: readonly Output[]): Option {
  return new Option('-o, --output <format>', 'how to print').choices(formats).default('table');
}

/** A value for programs. */
export function printValue(value: unknown, output: Exclude<Output, 'table'>): string {
  // YAML knows no undefined either; JSON first, so that both say the same.
  const text = JSON.stringify(value, undefined, 2);
  return output === 'json' ? `${text}\n` : stringify(JSON.parse(text), { lineWidth: 0 });
}
