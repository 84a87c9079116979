import type { Command } from 'commander';
import { specJsonSchema } from '../spec/spec.ts';

/** `holdfast schema`: the JSON Schema (draft 2020-12) of the spec, for editors. */
export function addSchemaCommand(program: Command): void {
  program
    .command('schema')
    .description('print the JSON Schema of the spec, for editors: holdfast schema > holdfast.schema.json')
    .action(() => {
      process.stdout.write(`${JSON.stringify(specJsonSchema(), null, 2)}\n`);
    });
}
