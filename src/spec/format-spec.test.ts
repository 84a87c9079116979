import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { WEB_PRESET } from '../site/presets/web.ts';
import { formatSpec } from './format-spec.ts';
import { parseSpec } from './parse-spec.ts';

test('indentation and blanks are put right, comments and styles stay', () => {
  const text = `# a spec
version:   1
nodes:        # the hosts
    # first
    lb1: {address: 10.0.0.1,   interface: eth0}   # here


vips:

    edge:
        address: "10.0.0.9/24"
        raw:
            keepalived: |
                # kept
                  a  b
`;
  assert.equal(
    formatSpec(text),
    `# a spec
version: 1
nodes: # the hosts
  # first
  lb1: { address: 10.0.0.1, interface: eth0 } # here

vips:

  edge:
    address: "10.0.0.9/24"
    raw:
      keepalived: |
        # kept
          a  b
`,
  );
});

test('what was formatted stays, and means the same', () => {
  const examples = globSync('examples/*.yaml', { cwd: join(import.meta.dirname, '../..') });
  assert.ok(examples.length > 2);
  const texts = examples.map((path) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8'));
  for (const text of [...texts, WEB_PRESET]) {
    const formatted = formatSpec(text);
    assert.ok(formatted !== undefined);
    assert.equal(formatSpec(formatted), formatted);
    assert.deepEqual(parseSpec(Buffer.from(formatted), 'a').spec, parseSpec(Buffer.from(text), 'a').spec);
  }
});

test('a text that is no YAML is left alone', () => {
  assert.equal(formatSpec('a: [1\nb: 2'), undefined);
  assert.equal(formatSpec('a: 1 # \u0001\n'), undefined);
});
