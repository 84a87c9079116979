import { cpSync, existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** What packages bring that no program reads. */
const LEFT_OUT =
  /^\.|^(browser|test|tests|bench|sample|samples|demo|doc|docs|example|examples)$|\.(md|map|ts)$/i;

/**
 * Copies npm packages, with all that they need, to a folder where programs beside it find them.
 * @param from a node_modules without versions of one package below another
 * @param to the node_modules that is made
 */
export function packModules(names: readonly string[], from: string, to: string): void {
  const done = new Set<string>();
  const pack = (name: string): void => {
    if (done.has(name)) return;
    done.add(name);
    const folder = join(from, name);
    if (existsSync(join(folder, 'node_modules')))
      throw new Error(`${folder} has packages of its own, which are not packed`);
    cpSync(folder, join(to, name), {
      recursive: true,
      filter: (path) => path === folder || !LEFT_OUT.test(basename(path)),
    });
    const read = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      readonly dependencies?: Readonly<Record<string, string>>;
    };
    for (const needed of Object.keys(read.dependencies ?? {})) pack(needed);
  };
  for (const name of names) pack(name);
}
