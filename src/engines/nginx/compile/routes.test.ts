import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { aService } from '../../../../tests/support/a-site.ts';
import type { Route } from '../../../site/site.ts';
import { hostGroups, placesOf } from './routes.ts';

const PATHS = ['/', '/a', '/a/', '/a/b', '/a/b/', '/ab', '/b/c'];
const HOSTS = ['x.org', 'y.org'];

/** As the spec says it: the first route that fits. */
function bySpec(routes: readonly Route[], host: string, path: string): string {
  const fits = routes.find(
    ({ hosts, pathPrefix: prefix }) =>
      (hosts.length === 0 || hosts.includes(host)) &&
      (prefix === undefined ||
        path === prefix ||
        path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`)),
  );
  return fits?.pool ?? 'own';
}

/** As nginx does it: the server by its name, else the default; an exact location, else the longest prefix. */
function byNginx(routes: readonly Route[], host: string, path: string): string | undefined {
  const groups = hostGroups(aService({ routes, pool: 'own' }));
  const group = groups.find(({ hosts }) => hosts.includes(host)) ?? groups[0]!;
  const places = placesOf(group);
  const exact = places.find((place) => place.isExact && place.path === path);
  const longest = places
    .filter((place) => !place.isExact && path.startsWith(place.path))
    .toSorted((one, other) => other.path.length - one.path.length)[0];
  return (exact ?? longest)?.rule.pool;
}

test('nginx sends every request where the first route of the spec that fits sends it', () => {
  const route = fc.record({
    hosts: fc.subarray(HOSTS),
    pathPrefix: fc.option(fc.constantFrom(...PATHS), { nil: undefined }),
    pool: fc.constantFrom('p', 'q', 'r'),
  });
  const asked = fc.constantFrom(
    '/',
    '/a',
    '/a/',
    '/a/x',
    '/a/b',
    '/a/b/',
    '/a/b/x',
    '/ab',
    '/abc',
    '/b',
    '/b/c',
    '/b/c/d',
    '/z',
  );
  fc.assert(
    fc.property(
      fc.array(route, { maxLength: 6 }),
      fc.constantFrom(...HOSTS, 'z.org'),
      asked,
      (routes, host, path) => {
        assert.equal(byNginx(routes, host, path), bySpec(routes, host, path));
      },
    ),
    { numRuns: 2_000 },
  );
});

test('no location stands twice in a server block, which nginx would refuse', () => {
  const routes = ['/a/', '/a', '/a/'].map((pathPrefix) => ({ hosts: [], pathPrefix, pool: 'p' }));
  const [group] = hostGroups(aService({ routes }));
  const keys = placesOf(group!).map(({ isExact, path }) => `${isExact} ${path}`);
  assert.equal(new Set(keys).size, keys.length);
});
