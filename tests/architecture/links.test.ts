import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '../..');
const pages = globSync(['*.md', 'docs/**/*.md'], { cwd: root }).toSorted();

/** What a page says outside code, where brackets are no links. */
function prose(page: string): string {
  return readFileSync(join(root, page), 'utf8')
    .replace(/^```[^\n]*\n[\s\S]*?^```/gm, '')
    .replace(/^ {4}.*$/gm, '')
    .replace(/`[^`\n]*`/g, '');
}

/** The names by which a page's headings are linked to, as GitHub makes them. */
function anchors(page: string): readonly string[] {
  const text = readFileSync(join(root, page), 'utf8').replace(/^```[^\n]*\n[\s\S]*?^```/gm, '');
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

const links = pages.flatMap((page) =>
  [...prose(page).matchAll(/\[[^\]]*\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => ({ page, target }))
    .filter(({ target }) => !/^[a-z]+:/.test(target)),
);

test('pages and links are seen at all', () => {
  assert.ok(pages.includes('README.md') && pages.includes('docs/README.md'));
  assert.ok(links.length > 100, `${links.length} links`);
});

test('every relative link leads to a file or folder that is there, and to a heading that it has', () => {
  const broken = links.filter(({ page, target }) => {
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? page : join(dirname(page), path);
    if (!existsSync(join(root, file))) return true;
    return anchor !== undefined && file.endsWith('.md') && !anchors(file).includes(anchor);
  });
  assert.deepEqual(broken, []);
});

test('every guide and concept is listed on the first page of the documentation', () => {
  const listed = links.filter(({ page }) => page === 'docs/README.md').map(({ target }) => `docs/${target}`);
  const missing = pages.filter((page) => /^docs\/(guides|concepts)\//.test(page) && !listed.includes(page));
  assert.deepEqual(missing, []);
});
