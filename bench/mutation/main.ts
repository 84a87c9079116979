import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AREAS } from './areas.ts';
import { type Mutant, measureArea, SANDBOXES } from './measure-area.ts';
import { printTallies } from './print-tallies.ts';
import { type Tally, tally } from './tally.ts';

/*
 * Whether the tests of the parsers and the rules notice when the code changes: `main.ts [AREA…] [--survivors]`. A run of
 * all areas is kept in bench/results/mutation.txt. Exit code 1: an area is below what is promised; 2: no such area.
 */

const LEAST_SCORE = 80;

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
// Also when interrupted: Stryker ends the process by itself then.
process.on('exit', () => rmSync(SANDBOXES, { recursive: true, force: true }));

const words = process.argv.slice(2);
const names = words.filter((word) => word !== '--survivors');
const unknown = names.filter((name) => !AREAS.some((area) => area.name === name));
if (unknown.length > 0) {
  console.error(`no area ${unknown.join(', ')}; there are ${AREAS.map(({ name }) => name).join(', ')}`);
  process.exitCode = 2;
} else {
  await measure(AREAS.filter(({ name }) => names.length === 0 || names.includes(name)));
}

async function measure(areas: typeof AREAS): Promise<void> {
  const tallies: Tally[] = [];
  for (const area of areas) {
    const start = performance.now();
    const mutants = await measureArea(area);
    tallies.push(tally(area.name, mutants));
    console.error(`${area.name}: ${Math.round((performance.now() - start) / 1000)} s`);
    if (words.includes('--survivors')) printSurvivors(mutants);
  }
  const table = printTallies(tallies);
  console.log(table);
  if (areas.length === AREAS.length) {
    mkdirSync('bench/results', { recursive: true });
    writeFileSync('bench/results/mutation.txt', table);
  }
  const below = tallies.filter(({ score }) => score < LEAST_SCORE).map(({ name }) => name);
  console.log(below.length === 0 ? 'PASS' : `FAIL: below ${LEAST_SCORE} %: ${below.join(', ')}`);
  process.exitCode = below.length === 0 ? 0 : 1;
}

function printSurvivors(mutants: readonly Mutant[]): void {
  for (const { status, fileName, location, mutatorName, replacement } of mutants) {
    if (status !== 'Survived' && status !== 'NoCoverage') continue;
    const { line, column } = location.start;
    const change = `${mutatorName}: ${replacement?.replaceAll(/\s+/g, ' ')}`;
    console.log(`${relative('.', fileName)}:${line}:${column} ${status} ${change}`);
  }
}
