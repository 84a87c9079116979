import { rmSync } from 'node:fs';
import { AREAS } from './areas.ts';
import { measureArea, type Mutant, SANDBOXES } from './measure-area.ts';
process.on('exit', () => rmSync(SANDBOXES, { recursive: true, force: true }));
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
for (const area of AREAS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const start = performance.now();
  const mutants = await measureArea(area);
  const counts = Object.groupBy(mutants, ({ status }) => status);
  console.log(area.name, Object.entries(counts).map(([k, v]) => `${k} ${v.length}`).join(', '), Math.round((performance.now() - start) / 1000), 's');
}
