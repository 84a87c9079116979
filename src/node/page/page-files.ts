import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { Fault } from '../../base/fault.ts';

export interface PageFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The same, compressed. */
  readonly gzip: Uint8Array<ArrayBuffer>;
  readonly media: string;
  /** Its name changes with its content. */
  readonly isForever: boolean;
}

const MEDIA: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** From the bundled daemon and from a checkout. */
const PLACES = ['./ui/', '../ui/', '../../../dist/ui/'].map((place) =>
  fileURLToPath(new URL(place, import.meta.url)),
);

/**
 * The built dashboard by its paths, `/` for the page itself; nothing else of the disk can be asked for.
 * @throws Fault `node/no-page`
 */
export function readPageFiles(places: readonly string[] = PLACES): ReadonlyMap<string, PageFile> {
  const dir = places.find((place) => existsSync(join(place, 'index.html')));
  if (dir === undefined) {
    throw new Fault(
      'node/no-page',
      'The dashboard is not built.',
      'In a checkout: make setup.',
      places.join('\n'),
    );
  }
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' });
  const files = names.flatMap((name) => {
    const media = MEDIA[extname(name)];
    if (media === undefined) return [];
    const isForever = name.startsWith('assets/');
    const bytes = new Uint8Array(readFileSync(join(dir, name)));
    const file = { bytes, gzip: new Uint8Array(gzipSync(bytes)), media, isForever };
    return [[name === 'index.html' ? '/' : `/${name}`, file] as const];
  });
  return new Map(files);
}

/** What a browser may do for this page: nothing from elsewhere, no code or style inside the page. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};
