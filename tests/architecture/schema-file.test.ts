import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { specJsonSchema } from '../../src/spec/spec.ts';

it('keeps holdfast.schema.json, which the examples name for editors, as `holdfast schema` prints it', () => {
  const file = join(import.meta.dirname, '../../holdfast.schema.json');
  assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), JSON.parse(JSON.stringify(specJsonSchema())));
});
