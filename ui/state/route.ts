import { signal } from '@preact/signals';

/** Where the page is: `#/timeline?text=vip` → view `timeline` with its filters. */
export interface Route {
  readonly view: string;
  readonly params: Readonly<Record<string, string>>;
}

export const route = signal<Route>(readRoute(location.hash));

export function followRoute(): void {
  route.value = readRoute(location.hash);
  addEventListener('hashchange', () => {
    route.value = readRoute(location.hash);
    document.querySelector('main')?.focus({ preventScroll: true });
    scrollTo(0, 0);
  });
}

/** Keeps the view and changes a filter, without a step in the browser's history. */
export function setParam(name: string, value: string): void {
  const { view, params } = route.value;
  const next = new URLSearchParams({ ...params, [name]: value });
  if (value === '') next.delete(name);
  const query = next.toString();
  history.replaceState(null, '', `#/${view}${query === '' ? '' : `?${query}`}`);
  route.value = readRoute(location.hash);
}

function readRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  return { view: path === '' ? 'now' : path, params: Object.fromEntries(new URLSearchParams(query)) };
}
