import type { Block, Cell, Page, Tone } from './page.ts';

/**
 * A page as one HTML file that needs nothing else: no script, no font, no address. Every text is escaped, and the page's
 * own policy forbids whatever could be loaded or run.
 */
export function printReportHtml(page: Page): string {
  const { title, subtitle, lead, sections } = page;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escape(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${escape(title)}</h1>
<p class="quiet">${escape(subtitle)}</p>
<p class="lead ${lead.tone}">${escape(lead.text)}</p>
</header>
<main>
${sections
  .map(
    (section) =>
      `<section>\n<h2>${escape(section.title)}</h2>\n${section.blocks.map(printBlock).join('')}</section>\n`,
  )
  .join('')}</main>
</body>
</html>
`;
}

function printBlock(block: Block): string {
  switch (block.is) {
    case 'text':
      return `<p${classOf(block.tone)}>${escape(block.text)}</p>\n`;
    case 'list':
      return `<ul>\n${block.items.map((item) => `<li>${escape(item)}</li>\n`).join('')}</ul>\n`;
    case 'table':
      return `<div class="wide"><table>\n<thead><tr>${block.head.map((cell) => `<th scope="col">${escape(cell)}</th>`).join('')}</tr></thead>\n<tbody>\n${block.rows
        .map((cells) => `<tr>${cells.map(printCell).join('')}</tr>\n`)
        .join('')}</tbody>\n</table></div>\n`;
    case 'verbatim':
      return `<h3>${escape(block.title)}</h3>\n<pre>${escape(block.text)}</pre>\n`;
  }
}

function printCell(cell: Cell): string {
  if (typeof cell === 'string') return `<td>${escape(cell)}</td>`;
  return `<td${classOf(cell.tone)}>${escape(cell.text)}</td>`;
}

function classOf(tone: Tone | undefined): string {
  return tone === undefined || tone === 'plain' ? '' : ` class="${tone}"`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters that HTML does not allow, and those that turn the direction of text, are shown as U+FFFD. */
function escape(words: string): string {
  return words
    .replace(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

const STYLE = `
:root{--ink:#1c2430;--quiet:#5b6675;--page:#fff;--line:#d9dee5;--soft:#f4f6f8;--good:#116b38;--warn:#8a5200;--bad:#b3141c}
@media (prefers-color-scheme:dark){:root{--ink:#e4e8ee;--quiet:#9aa6b5;--page:#14181e;--line:#333c48;--soft:#1d232b;--good:#5fd38d;--warn:#f0b357;--bad:#ff7b7f}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:76rem;padding:2rem 1.25rem 4rem;color:var(--ink);background:var(--page);font:15px/1.5 system-ui,sans-serif}
h1{font-size:1.6rem;margin:0}
h2{font-size:1.15rem;margin:2.2rem 0 .6rem;padding-bottom:.25rem;border-bottom:1px solid var(--line)}
h3{font-size:1rem;margin:1rem 0 .3rem}
p{margin:.4rem 0}
.quiet{color:var(--quiet)}
.lead{margin-top:1rem;padding:.7rem 1rem;border-left:.35rem solid currentColor;background:var(--soft);font-weight:600}
.good{color:var(--good)}.warn{color:var(--warn);font-weight:600}.bad{color:var(--bad);font-weight:600}
.wide{overflow-x:auto;margin:.5rem 0}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.35rem .7rem .35rem 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
th{font-weight:600;color:var(--quiet);white-space:nowrap}
pre{overflow-x:auto;padding:.7rem;background:var(--soft);font:13px/1.45 ui-monospace,monospace}
@media print{:root{--ink:#000;--quiet:#444;--page:#fff;--line:#bbb;--soft:#fff;--good:#116b38;--warn:#8a5200;--bad:#b3141c}body{max-width:none;padding:0;font-size:10.5pt}section,tr,pre{break-inside:avoid-page}h2{break-after:avoid}thead{display:table-header-group}.wide{overflow:visible}pre{white-space:pre-wrap}}
`;
