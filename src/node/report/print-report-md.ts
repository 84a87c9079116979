import type { Block, Cell, Page } from './page.ts';

/** A page as Markdown (CommonMark with tables). Nothing in a text can become markup, a link or HTML. */
export function printReportMd(page: Page): string {
  const { title, subtitle, lead, sections } = page;
  return [
    `# ${escape(title)}\n`,
    `${escapeLine(subtitle)}\n`,
    `**${escape(lead.text)}**\n`,
    ...sections.flatMap((section) => [`## ${escape(section.title)}\n`, ...section.blocks.map(printBlock)]),
  ].join('\n');
}

function printBlock(block: Block): string {
  switch (block.is) {
    case 'text':
    case 'picture':
      return `${escapeLine(block.text)}\n`;
    case 'list':
      return block.items.map((item) => `- ${escapeLine(item)}\n`).join('');
    case 'table':
      return [
        row(block.head),
        `|${block.head.map(() => ' --- |').join('')}\n`,
        ...block.rows.map((cells) => row(cells)),
      ].join('');
    case 'verbatim':
      return `${escapeLine(block.title)}\n\n${indent(block.text)}\n`;
  }
}

function row(cells: readonly Cell[]): string {
  return `|${cells.map((cell) => ` ${escape(typeof cell === 'string' ? cell : cell.text)} |`).join('')}\n`;
}

/** An indented block ends only with less indentation, whatever its lines say. */
function indent(words: string): string {
  return words
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => `    ${line.replace(/\p{Cc}/gu, ' ')}\n`)
    .join('');
}

/** One line: CommonMark 2.4 lets every ASCII punctuation character be escaped. */
function escape(words: string): string {
  return words
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/[\\`*_[\]<>#|~&!]/g, '\\$&')
    .replace(/(https?|ftp|mailto|www)([:.])/gi, '$1\\$2')
    .trim();
}

/** Also not the mark of a list, or of a heading's underline, at the begin of a line. */
function escapeLine(words: string): string {
  return escape(words).replace(/^(?:[-+=]|\d+[.)])/, (mark) => `${mark.slice(0, -1)}\\${mark.slice(-1)}`);
}
