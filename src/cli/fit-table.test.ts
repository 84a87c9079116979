import assert from 'node:assert/strict';
import { it } from 'node:test';
import { fitTable } from './fit-table.ts';

const rows = [
  ['VIP', 'ADDRESS', 'HOLDER'],
  ['edge', '10.77.0.100', 'lb1'],
];

it('leaves out what one can do without, the first named first, and never more than needed', () => {
  assert.equal(fitTable(rows, 30, ['ADDRESS']), 'VIP   ADDRESS      HOLDER\nedge  10.77.0.100  lb1\n');
  assert.equal(fitTable(rows, 20, ['ADDRESS']), 'VIP   HOLDER\nedge  lb1\n');
  assert.equal(fitTable(rows, 5, ['ADDRESS', 'NOT THERE']), 'VIP   HOLDER\nedge  lb1\n');
  assert.equal(fitTable(rows, undefined, ['ADDRESS']), fitTable(rows, 80, ['ADDRESS']));
});
