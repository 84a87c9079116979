import assert from 'node:assert/strict';
import { test } from 'node:test';
import { specJsonSchema } from './spec.ts';

interface Schema {
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
}

const schema = specJsonSchema() as Schema & { readonly $schema: string };

function* fieldsIn(
  at: Schema,
  path: string,
): Generator<{ path: string; field: Schema; isRequired: boolean }> {
  for (const [key, field] of Object.entries(at.properties ?? {})) {
    yield { path: `${path}/${key}`, field, isRequired: at.required?.includes(key) ?? false };
    yield* fieldsIn(field, `${path}/${key}`);
  }
  for (const inner of at.anyOf ?? []) yield* fieldsIn(inner, path);
  if (at.items !== undefined) yield* fieldsIn(at.items, path);
  if (typeof at.additionalProperties === 'object') yield* fieldsIn(at.additionalProperties, `${path}/*`);
}

const all = [...fieldsIn(schema, '')];

test('the schema is of draft 2020-12 and has the fields of every section', () => {
  assert.match(schema.$schema, /2020-12/);
  const paths = all.map(({ path }) => path);
  assert.ok(paths.includes('/pools/*/servers/*/weight') && paths.includes('/vips/*/failover/advertise'));
});

test('every field says what it means', () => {
  assert.deepEqual(
    all.filter(({ field }) => (field.description ?? '').length < 10).map(({ path }) => path),
    [],
  );
});

test('a default that the schema fills in is the one that the description names', () => {
  for (const { path, field } of all) {
    const value = field.default;
    if (value === undefined || (typeof value === 'object' && value !== null)) continue;
    assert.ok(field.description?.includes(`Default: ${String(value)}`), `${path}: ${field.description}`);
  }
});

test('x- keys are free wherever the keys are known', () => {
  assert.match(JSON.stringify(schema), /"patternProperties":\{"\^x-":\{\}\}/);
});
