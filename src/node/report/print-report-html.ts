import { createHash } from 'node:crypto';
import { escapeMarkup as escape } from '../show/escape-markup.ts';
import { PICTURE_STYLE } from '../show/picture-style.ts';
import { printTree } from '../show/print-tree.ts';
import { markMoments } from './mark-moments.ts';
import type { Block, Cell, Page, Tone } from './page.ts';
import { REPORT_STYLE } from './report-style.ts';

const STYLE = `${REPORT_STYLE}${PICTURE_STYLE}`;
/** Nothing may be loaded or run, and no style be used but the page's own. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`;

/**
 * A page as one HTML file that needs nothing else: no script, no font, no address. Every text is escaped, and the page's
 * own policy forbids whatever could be loaded or run. @param zone moments are told in it and in UTC: `Europe/Berlin`
 */
export function printReportHtml(page: Page, zone = 'UTC'): string {
  const words = (plain: string) => markMoments(escape(plain), zone);
  const { title, subtitle, lead, sections } = page;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escape(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${escape(title)}</h1>
<p class="quiet">${words(subtitle)}</p>
<p class="lead ${lead.tone}">${words(lead.text)}</p>
</header>
<main>
${sections
  .map(
    (section) =>
      `<section${section.id === undefined ? '' : ` id="${escape(section.id)}"`}>\n<h2>${escape(section.title)}</h2>\n${section.blocks.map((block) => printBlock(block, words)).join('')}</section>\n`,
  )
  .join('')}</main>
</body>
</html>
`;
}

type Words = (plain: string) => string;

function printBlock(block: Block, words: Words): string {
  switch (block.is) {
    case 'text':
      return `<p${classOf(block.tone)}>${words(block.text)}</p>\n`;
    case 'list':
      return `<ul>\n${block.items.map((item) => `<li>${words(item)}</li>\n`).join('')}</ul>\n`;
    case 'table':
      return `<div class="wide"><table>\n<thead><tr>${block.head.map((cell) => `<th scope="col">${escape(cell)}</th>`).join('')}</tr></thead>\n<tbody>\n${block.rows
        .map((cells) => `<tr>${cells.map((cell) => printCell(cell, words)).join('')}</tr>\n`)
        .join('')}</tbody>\n</table></div>\n`;
    case 'verbatim':
      return `<h3>${escape(block.title)}</h3>\n<pre>${escape(block.text)}</pre>\n`;
    case 'picture':
      return `<figure>\n${printTree(block.tree)}\n<figcaption>${words(block.text)}</figcaption>\n</figure>\n`;
  }
}

function printCell(cell: Cell, words: Words): string {
  if (typeof cell === 'string') return `<td>${words(cell)}</td>`;
  return `<td${classOf(cell.tone)}>${words(cell.text)}</td>`;
}

function classOf(tone: Tone | undefined): string {
  return tone === undefined || tone === 'plain' ? '' : ` class="${tone}"`;
}
