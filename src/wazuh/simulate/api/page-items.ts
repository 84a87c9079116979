import { type ApiAnswer, badRequest, itemsAnswer, type Messages } from './api-answer.ts';
import { type Item, parseItemFilter, QueryRefused, selectFields, sortItems } from './item-query.ts';

const LONGEST_PAGE = 100_000;
const USUAL_PAGE = 500;

/** One page of a list, as `q`, `search`, `sort`, `select`, `limit` and `offset` want it. */
export function pageItems(
  items: readonly Item[],
  query: Readonly<Record<string, string>>,
  messages: Messages,
): ApiAnswer {
  const limit = whole(query['limit'], USUAL_PAGE);
  const offset = whole(query['offset'], 0);
  if (limit === undefined || offset === undefined || limit > LONGEST_PAGE)
    return badRequest(`'limit' is a number up to ${LONGEST_PAGE}, 'offset' a number`);
  if (limit === 0) return badRequest('0 is not a valid limit', 1406);
  try {
    const { q, search, sort, select } = query;
    const holds = q === undefined ? () => true : parseItemFilter(q);
    const found = items.filter((item) => holds(item) && (search === undefined || mentions(item, search)));
    const sorted = sort === undefined ? found : sortItems(found, sort);
    const page = sorted.slice(offset, offset + limit);
    const told = select === undefined ? page : page.map((item) => selectFields(item, select));
    return itemsAnswer(told, messages, [], found.length);
  } catch (error) {
    if (error instanceof QueryRefused) return badRequest(error.message, error.code);
    throw error;
  }
}

function whole(text: string | undefined, otherwise: number): number | undefined {
  if (text === undefined) return otherwise;
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function mentions(item: Item, text: string): boolean {
  return JSON.stringify(Object.values(item)).toLowerCase().includes(text.toLowerCase());
}
