import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../base/fault.ts';
import type { Lab } from '../lab/lab.ts';
import { labStatus } from '../lab/observe-site.ts';
import { compileRelease } from '../release/compile-release.ts';
import { RUN_FILES } from '../release/foundation-config.ts';
import { PATHS } from '../release/plan/compare-node.ts';
import type { InForce, InForceFile } from '../release/plan/plan.ts';
import type { CompileTarget, Release } from '../release/release.ts';
import type { Site } from '../site/site.ts';
import { compileShown } from './compile-shown.ts';
import { loadSite } from './load-site.ts';

/** What is in force as it was read, and the release that it may be. */
export interface ReadInForce {
  readonly inForce: InForce;
  readonly former: Release | undefined;
}

/** What would be in force if this spec had been applied. undefined: it has errors, which were shown. */
export function readSpecInForce(
  file: string,
  target: (site: Site) => CompileTarget,
): ReadInForce | undefined {
  const site = loadSite(file);
  const former = site && compileShown(site, target(site));
  return former && { inForce: { files: former.files, site, holders: {} }, former };
}

/**
 * DIR/NODE/FILE as `holdfast render -o DIR` writes it; other files and folders are left alone.
 * @throws Fault `release/nothing-in-force`
 */
export function readFolderInForce(dir: string): ReadInForce {
  const nodes = reading(dir, () => readdirSync(dir).filter((name) => isNode(join(dir, name))));
  if (nodes.length === 0) {
    throw nothingInForce(
      `No folder in ${dir} holds a node's files.`,
      'Name a folder that `holdfast render -o DIR` has written.',
    );
  }
  const files = nodes.flatMap((node) => readNode(node, join(dir, node)));
  return { inForce: { files, site: undefined, holders: {} }, former: undefined };
}

/**
 * What the foundations of a lab have in force, and who is seen to hold each VIP.
 * @throws Fault `release/nothing-in-force`
 */
export async function readLabInForce(lab: Lab, target: (site: Site) => CompileTarget): Promise<ReadInForce> {
  const files = lab.site.nodes.flatMap(({ name }) => readNode(name, join(lab.dir, name, RUN_FILES.active)));
  const { vips } = await labStatus(lab);
  const holders = Object.entries(vips).flatMap(([vip, { holders: seen }]) =>
    seen.length === 1 && seen[0] !== undefined ? [[vip, seen[0].node]] : [],
  );
  const inForce = { files, site: lab.site, holders: Object.fromEntries(holders) };
  return { inForce, former: compileRelease(lab.site, target(lab.site)).release };
}

function isNode(dir: string): boolean {
  return PATHS.some((path) => statSync(join(dir, path), { throwIfNoEntry: false })?.isFile() === true);
}

function readNode(node: string, dir: string): InForceFile[] {
  const isThere = (path: InForceFile['path']) =>
    statSync(join(dir, path), { throwIfNoEntry: false }) !== undefined;
  // A node runs the engines that its site needs; one of the two it always has.
  const paths = PATHS.filter(
    (path) => !(path === 'nginx.conf' || (path === 'haproxy.cfg' && isThere('nginx.conf'))) || isThere(path),
  );
  return paths.map((path) => {
    const file = join(dir, path);
    return { node, path, text: reading(file, () => readFileSync(file, 'utf8')) };
  });
}

function reading<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw nothingInForce(
      `What is in force cannot be read at ${path}.`,
      'Name a folder that `holdfast render -o DIR` has written, whole and readable, or a lab whose foundations run.',
      words,
    );
  }
}

function nothingInForce(message: string, remedy: string, evidence = ''): Fault {
  return new Fault('release/nothing-in-force', message, remedy, evidence);
}
