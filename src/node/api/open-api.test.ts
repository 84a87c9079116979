import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openApiText } from './open-api.ts';

interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly requestBody?: { readonly content: object };
  readonly responses: Readonly<Record<string, object>>;
}

const text = openApiText();
const document = JSON.parse(text) as {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly security: readonly Record<string, unknown>[];
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, object>>>>;
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

/** All values of a key, anywhere. */
function valuesOf(key: string, value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, child]) => [
    ...(name === key ? [child] : []),
    ...valuesOf(key, child),
  ]);
}

describe('the description of the API', () => {
  it('is OpenAPI 3.1 with what it must have', () => {
    assert.match(document.openapi, /^3\.1\./);
    assert.ok(document.info.title !== '' && document.info.version !== '');
    assert.ok(operations.length > 25, `${operations.length} operations`);
  });

  it('is what docs/reference/openapi.json says, as `make docs` writes it', () => {
    const file = join(import.meta.dirname, '../../../docs/reference/openapi.json');
    assert.equal(readFileSync(file, 'utf8'), text);
  });

  it('points nowhere that is not there', () => {
    const refs = valuesOf('$ref', document) as string[];
    assert.ok(refs.length > 50);
    for (const ref of refs) {
      const [root, ...keys] = ref.split('/');
      assert.equal(root, '#', ref);
      let place: unknown = document;
      for (const key of keys) place = (place as Record<string, unknown>)[key];
      assert.equal(typeof place, 'object', ref);
    }
  });

  it('holds nothing that nobody points to', () => {
    const refs = new Set(valuesOf('$ref', document));
    const unused = Object.keys(document.components['schemas'] ?? {}).filter(
      (name) => !refs.has(`#/components/schemas/${name}`),
    );
    assert.deepEqual(unused, []);
  });

  it('has a name of its own, answers, and a known tag for every operation', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    assert.deepEqual(
      ids.filter((id, index) => ids.indexOf(id) !== index),
      [],
    );
    const tags = document.tags.map(({ name }) => name);
    for (const { path, method, operation } of operations) {
      assert.match(operation.operationId, /^[A-Za-z]+$/);
      assert.ok(Object.keys(operation.responses).length >= 2, `${method} ${path}`);
      assert.ok('default' in operation.responses, `${method} ${path} says nothing of failures`);
      assert.ok(operation.tags.every((tag) => tags.includes(tag)));
      assert.ok(method !== 'get' || operation.requestBody === undefined);
    }
  });

  it('names every parameter of a path, and they are required', () => {
    for (const { path, operation } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const described = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      assert.deepEqual(
        described.map(({ name }) => name),
        inPath,
        path,
      );
      assert.ok(described.every(({ required }) => required));
    }
  });

  it('asks for a certificate, and says so', () => {
    const schemes = Object.keys(document.components['securitySchemes'] ?? {});
    assert.deepEqual(document.security.flatMap(Object.keys), schemes);
    assert.deepEqual(schemes, ['mutualTLS']);
  });

  it('says which changes may be made conditional', () => {
    const conditional = operations
      .filter(({ operation }) => operation.parameters?.some(({ name }) => name === 'If-Match'))
      .map(({ operation }) => operation.operationId);
    assert.deepEqual(conditional.sort(), ['apply', 'ask', 'rollback']);
  });
});
