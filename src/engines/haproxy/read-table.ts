/** The cells of one line that were asked for, by the name of their column; '' = HAProxy has no such column, or says nothing. */
export type Row<Name extends string> = Readonly<Record<Name, string>>;

/**
 * A table as HAProxy prints it: a heading that begins with `#` and names the columns, then a line each. Only the columns
 * that are asked for are cut out: `show stat` has a hundred of them, and a pool may have hundreds of servers.
 * @param separator `,` for CSV as RFC 4180 has it, ` ` for `show servers state`
 * @returns undefined when there is no heading
 */
export function readTable<Name extends string>(
  text: string,
  separator: ',' | ' ',
  names: readonly Name[],
): readonly Row<Name>[] | undefined {
  const [heading = '', ...lines] = text.split('\n').filter((line) => line.trim() !== '');
  if (!heading.startsWith('#')) return undefined;
  const head = splitLine(heading.replace(/^#\s*/, ''), separator);
  const wanted = names
    .map((name) => ({ name, column: head.indexOf(name) }))
    .toSorted((one, other) => one.column - other.column);
  return lines.map((line) => cellsOf(line, separator, wanted));
}

function cellsOf<Name extends string>(
  line: string,
  separator: ',' | ' ',
  wanted: readonly { readonly name: Name; readonly column: number }[],
): Row<Name> {
  const row = {} as Record<Name, string>;
  const isQuoted = separator === ',' && line.includes('"');
  const cells = isQuoted ? splitLine(line, separator) : undefined;
  let column = 0;
  let from = 0;
  for (const one of wanted) {
    while (cells === undefined && column < one.column && from <= line.length) {
      const end = line.indexOf(separator, from);
      from = end === -1 ? line.length + 1 : end + 1;
      column += 1;
    }
    row[one.name] = one.column === -1 ? '' : (cells?.[one.column] ?? cellAt(line, separator, from));
  }
  return row;
}

function cellAt(line: string, separator: string, from: number): string {
  const end = line.indexOf(separator, from);
  return line.slice(from, end === -1 ? undefined : end);
}

/** RFC 4180, as HAProxy writes it: a cell with a comma or a quote stands in quotes, which are doubled inside. */
function splitLine(line: string, separator: ',' | ' '): string[] {
  if (separator === ' ' || !line.includes('"')) return line.split(separator);
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let index = 0; index < line.length; index += 1) {
    const character = line[index]!;
    if (quoted && character === '"' && line[index + 1] === '"') {
      cell += '"';
      index += 1;
    } else if (character === '"') quoted = !quoted;
    else if (character === ',' && !quoted) {
      cells.push(cell);
      cell = '';
    } else cell += character;
  }
  return [...cells, cell];
}
