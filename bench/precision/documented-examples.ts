import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { LintFile } from '../../src/lint/lint-file.ts';
import { cutSamples } from './cut-samples.ts';

/** Files that are linted together, as one node would have them. */
export interface Example {
  readonly name: string;
  readonly files: readonly LintFile[];
}

const HAPROXY = '/usr/share/doc/haproxy';
const KEEPALIVED = '/usr/share/doc/keepalived/samples';
/** What the packages install as the configuration to begin with. */
const SHIPPED = [
  '/etc/haproxy/haproxy.cfg',
  '/etc/keepalived/keepalived.conf.sample',
  '/etc/nginx/nginx.conf',
];

/** The examples of the engines' own packages that are installed here; what is missing is not looked for elsewhere. */
export function documentedExamples(): readonly Example[] {
  const manual = ['', '.gz']
    .map((end) => `${HAPROXY}/configuration.txt${end}`)
    .find((path) => existsSync(path));
  return [
    ...globSync(`${HAPROXY}/examples/*.cfg`).sort().map(exampleOf),
    ...(manual === undefined ? [] : samplesOf(manual)),
    ...globSync(`${KEEPALIVED}/keepalived.conf*`).sort().map(exampleOf),
    ...SHIPPED.filter((path) => existsSync(path)).map(exampleOf),
  ];
}

function exampleOf(path: string): Example {
  return example(basename(path), readText(path), path);
}

function samplesOf(manual: string): Example[] {
  return cutSamples(readText(manual)).map(({ line, text }) =>
    example(`configuration.txt, line ${line}`, text, '/haproxy/haproxy.cfg'),
  );
}

/** Each under the name that the engine expects. */
function example(name: string, text: string, path: string): Example {
  const file = ['haproxy.cfg', 'keepalived.conf', 'nginx.conf'].find((known) =>
    path.includes(`/${known.slice(0, known.indexOf('.'))}/`),
  );
  return { name, files: [{ path: file ?? basename(path), text, node: undefined }] };
}

function readText(path: string): string {
  const bytes = readFileSync(path);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
}
