import { writeFileSync } from 'node:fs';
import { ruleWords } from '../src/lint/rule-words.ts';
import { ruleTable } from '../tests/support/rule-table.ts';

/** Writes docs/concepts/rules.md, the table of all rules. */
writeFileSync(new URL('../docs/concepts/rules.md', import.meta.url), ruleTable(ruleWords()));
