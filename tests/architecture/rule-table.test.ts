import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { ruleWords } from '../../src/lint/rule-words.ts';
import { ruleTable } from '../support/rule-table.ts';

const read = (path: string) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8');

it('keeps docs/concepts/rules.md, the table of all rules, as `make docs` writes it', () => {
  assert.equal(read('docs/concepts/rules.md'), ruleTable(ruleWords()));
});

it('tells in README.md how many rules there are', () => {
  assert.equal(/^(\d+) rules look at /m.exec(read('README.md'))?.[1], String(ruleWords().length));
});
