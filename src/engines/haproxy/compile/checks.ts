import type { Check, Pool, Site } from '../../../site/site.ts';
import { duration } from '../../duration.ts';
import { originOf } from '../../origin-of.ts';
import { quoteFormat } from '../grammar/quote-word.ts';
import { line, type WordLine } from '../grammar/tree.ts';

/** The backend's lines that say how its servers are checked. */
export function checkLines(site: Site, pool: Pool): WordLine[] {
  const { check } = pool;
  if (check === undefined) return [];
  const path = `pools/${pool.name}/check`;
  const timeout = line(originOf(site, `${path}/timeout`), 'timeout check', duration(check.timeoutMs));
  return [timeout, ...kindLines(site, path, check.kind)];
}

/** The words of `default-server` that say how often, and what a failure means. */
export function checkWords(pool: Pool): string[] {
  const { check } = pool;
  if (check === undefined) return [];
  return [
    'check',
    ...(check.kind.is === 'tls' && pool.tls === undefined ? ['check-ssl', 'verify', 'none'] : []),
    'inter',
    duration(check.everyMs),
    'fall',
    String(check.fall),
    'rise',
    String(check.rise),
  ];
}

function kindLines(site: Site, path: string, kind: Check['kind']): WordLine[] {
  if (kind.is === 'http') return httpLines(site, path, kind);
  if (kind.is === 'bytes') return bytesLines(site, path, kind);
  return [];
}

function httpLines(site: Site, path: string, kind: Extract<Check['kind'], { is: 'http' }>): WordLine[] {
  const origin = originOf(site, `${path}/http`, path);
  const expected = originOf(site, `${path}/expect`);
  const host = kind.host === undefined ? [] : ['ver', 'HTTP/1.1', 'hdr', 'Host', quoteFormat(kind.host)];
  return [
    line(origin, 'option httpchk'),
    line(origin, 'http-check send', 'meth', kind.method, 'uri', kind.path, ...host),
    'status' in kind.expect
      ? line(expected, 'http-check expect status', kind.expect.status)
      : line(expected, 'http-check expect string', kind.expect.text),
  ];
}

function bytesLines(site: Site, path: string, kind: Extract<Check['kind'], { is: 'bytes' }>): WordLine[] {
  const send = originOf(site, `${path}/send`, path);
  const expected = originOf(site, `${path}/expect`, path);
  return [
    line(send, 'option tcp-check'),
    line(send, 'tcp-check connect'),
    ...(kind.send === undefined
      ? []
      : [
          isText(kind.send)
            ? line(send, 'tcp-check send', kind.send)
            : line(send, 'tcp-check send-binary', hexOf(kind.send)),
        ]),
    ...(kind.expect === undefined
      ? []
      : [
          isText(kind.expect)
            ? line(expected, 'tcp-check expect string', kind.expect)
            : line(expected, 'tcp-check expect binary', hexOf(kind.expect)),
        ]),
  ];
}

/** What HAProxy can hold in a string: no NUL, and no byte that UTF-8 would make two of. */
function isText(bytes: string): boolean {
  // oxlint-disable-next-line no-control-regex -- these are the bytes that a string can hold
  return /^[\x01-\x7f]+$/.test(bytes);
}

/** Each character up to U+00FF is one byte (the escape `\xHH` of the spec); beyond, UTF-8. */
function hexOf(bytes: string): string {
  // oxlint-disable-next-line no-control-regex -- all single bytes
  const encoding = /^[\x00-\xff]*$/.test(bytes) ? 'latin1' : 'utf8';
  return Buffer.from(bytes, encoding).toString('hex');
}
