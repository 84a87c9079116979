/** One item of a list: nested objects are named with dots, as in `os.name`. */
export type Item = Readonly<Record<string, unknown>>;

/** A query parameter that the API refuses, with its documented code. */
export class QueryRefused extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

const CONDITION = /^\(?([\w.]+)(=|!=|<|>|~)(.*?)\)?$/;

/** @param text `q`: conditions such as `id!=000`, joined by `;` (and), those again by `,` (or) */
export function parseItemFilter(text: string): (item: Item) => boolean {
  const any = text.split(',').map((all) => all.split(';').map(parseCondition));
  return (item) => any.some((all) => all.every((holds) => holds(item)));
}

/** @param text `sort`: `+name,-id`; without a sign upwards */
export function sortItems(items: readonly Item[], text: string): readonly Item[] {
  const fields = text.split(',').map((field) => /^\s*([+-]?)([\w.]+)$/.exec(field));
  return items.toSorted((one, other) => {
    for (const field of fields) {
      if (field === null) throw new QueryRefused(1403, 'Not a valid sort field');
      const order = compare(read(one, field[2]!), read(other, field[2]!));
      if (order !== 0) return field[1] === '-' ? -order : order;
    }
    return 0;
  });
}

/** @param text `select`: the fields that are told; an id is always told */
export function selectFields(item: Item, text: string): Item {
  const picked: Record<string, unknown> = {};
  for (const path of ['id', ...text.split(',')]) {
    const value = read(item, path);
    if (value === undefined) continue;
    const [first = '', ...rest] = path.split('.');
    picked[first] = rest.length === 0 ? value : { ...(picked[first] as Item), [rest.join('.')]: value };
  }
  return picked;
}

export function read(item: Item, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (value as Item | undefined)?.[key], item);
}

function parseCondition(condition: string): (item: Item) => boolean {
  const [, field, operator, wanted = ''] = CONDITION.exec(condition.trim()) ?? [];
  if (field === undefined) throw new QueryRefused(1407, 'Query does not match expected format');
  return (item) => {
    const value = read(item, field);
    const text = asText(value);
    if (operator === '=') return text === wanted;
    if (operator === '!=') return text !== wanted;
    if (operator === '~') return text.toLowerCase().includes(wanted.toLowerCase());
    const order = compare(value, wanted);
    return value !== undefined && (operator === '<' ? order < 0 : order > 0);
  };
}

/** Numbers by size, all else by its text; what is not there comes first. */
function compare(one: unknown, other: unknown): number {
  if (one === undefined || other === undefined)
    return Number(one !== undefined) - Number(other !== undefined);
  if (typeof one === 'number' && Number.isFinite(Number(other))) return one - Number(other);
  const [left, right] = [asText(one), asText(other)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
}
