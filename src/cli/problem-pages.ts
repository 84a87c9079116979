import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Fault } from '../base/fault.ts';

/** Every code that has a page, sorted. */
export function documentedCodes(root = pagesRoot()): readonly string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((room) => room.isDirectory())
    .flatMap((room) => pagesOf(root, room.name))
    .toSorted();
}

/** The page of one of `documentedCodes`. */
export function problemPage(code: string, root = pagesRoot()): string {
  return readFileSync(join(root, `${code}.md`), 'utf8');
}

function pagesOf(root: string, room: string): string[] {
  return readdirSync(join(root, room))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `${room}/${file.slice(0, -'.md'.length)}`);
}

/** The pages lie in the installation's docs/problems, above this file: two folders in the sources, one in a bundle. */
function pagesRoot(): string {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, 'docs', 'problems');
    if (existsSync(candidate)) return candidate;
  }
  throw new Fault(
    'cli/no-problem-pages',
    'The pages that explain codes are not installed.',
    'install Holdfast whole: docs/problems belongs to it.',
  );
}
