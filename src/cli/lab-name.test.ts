import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { chooseLab } from './lab-name.ts';

const dir = mkdtempSync('/tmp/holdfast-test-');
after(() => rmSync(dir, { recursive: true, force: true }));

function spec(text: string): string {
  const file = join(dir, 'spec.yaml');
  writeFileSync(file, text);
  return file;
}

const codeOf = (choose: () => string): string => {
  try {
    return choose();
  } catch (error) {
    return (error as { code: string }).code;
  }
};

test('a name that is given wins over the spec', () => {
  assert.equal(chooseLab({ labName: 'other', file: spec('name: web-edge\n') }), 'other');
});

test('the name is read from the spec, also when the rest of it is wrong', () => {
  assert.equal(chooseLab({ file: spec('version: 9\nname: "web-edge"\nnodes: 3\n') }), 'web-edge');
  assert.equal(chooseLab({ file: spec('name: web-edge\nnodes: [ {\n  "') }), 'web-edge');
});

test('a spec without a name, a missing one and a directory are told apart from a lab that does not run', () => {
  assert.equal(
    codeOf(() => chooseLab({ file: spec('nodes: {}\n') })),
    'lab/no-name',
  );
  assert.equal(
    codeOf(() => chooseLab({ file: join(dir, 'none.yaml') })),
    'lab/no-name',
  );
  assert.equal(
    codeOf(() => chooseLab({ file: dir })),
    'lab/no-name',
  );
});
