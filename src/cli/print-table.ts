/** Rows as aligned columns, two blanks between them; every row has as many cells as the first, and each cell is one line. */
export function printTable(written: readonly (readonly string[])[], indent = ''): string {
  const rows = written.map((row) => row.map((cell) => cell.replace(/[\t\n]+/g, ' ')));
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => visible(row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - visible(cell).length))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${indent}${line}\n`)
    .join('');
}

/** The text without what only colours it. */
export function visible(text: string): string {
  return text.replace(/\u001b\[[0-9;]*m/g, '');
}
