import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.ts';

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** The copyright file of the package. */
export const COPYRIGHT = `Copyright: the Holdfast maintainers

Holdfast is licensed under the Apache License, Version 2.0, which is in /usr/share/common-licenses/Apache-2.0.

The licences of the Node.js runtime and of the npm packages that are bundled with it are in
/usr/share/doc/holdfast/third-party-licences.gz.
`;

/** What the dashboard is made of; it is bundled, so package.json names it among what only developers need. */
const PAGE = ['preact', '@preact/signals', 'uplot'];

/** Those of the Node runtime and of the npm packages that are bundled, each as it came. */
export function thirdPartyLicences(node: string): string {
  const { dependencies = {} } = read('.');
  return [
    ...bundled([...Object.keys(dependencies), ...PAGE]).map(licenceOf),
    `${rule('the Node.js runtime, /usr/lib/holdfast/node')}\n${readFileSync(join(node, 'LICENSE'), 'utf8')}`,
    '',
  ].join('\n\n');
}

/** Names of the packages and of all that they need, sorted. */
function bundled(wanted: readonly string[]): string[] {
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (found.has(name) || !existsSync(join(ROOT, 'node_modules', name))) return;
    found.add(name);
    Object.keys(read(join('node_modules', name)).dependencies ?? {}).forEach(visit);
  };
  wanted.forEach(visit);
  return [...found].toSorted();
}

function licenceOf(name: string): string {
  const { version, license } = read(join('node_modules', name));
  const folder = join(ROOT, 'node_modules', name);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? '' : `\n${readFileSync(join(folder, file), 'utf8')}`;
  return `${rule(`${name} ${version}, bundled; ${license ?? 'see below'}`)}${text}`;
}

function rule(words: string): string {
  return `---- ${words} ----`;
}

function read(folder: string): Package {
  return JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as Package;
}
