import type { Problem } from '../../../src/base/problem.ts';
import type { ApplyPorts, CompiledSpec, NodeFile } from '../../../src/node/apply/apply-ports.ts';
import { compileRelease } from '../../../src/release/compile-release.ts';
import { readSite } from '../../../src/site/read-site.ts';
import type { Site } from '../../../src/site/site.ts';

const TARGET = { kind: 'lab', runDir: (node: string) => `/run/${node}` } as const;
const compiled = new Map<string, CompiledSpec | readonly Problem[]>();

/** The real one, and quick when it is asked the same again. */
export const compile: ApplyPorts['compile'] = (spec, file, routerIds) => {
  const key = JSON.stringify([spec, file, routerIds]);
  const known = compiled.get(key) ?? compileNow(spec, file, routerIds);
  compiled.set(key, known);
  return known;
};

function compileNow(spec: string, file: string, routerIds: Readonly<Record<string, number>>) {
  const { site, problems } = readSite(Buffer.from(spec), file, { routerIds });
  const release = site && compileRelease(site, TARGET).release;
  return site === undefined || release === undefined ? problems : { site, release };
}

/** A node's files; of one that the site does not have, those of a node without any service. */
export function filesFor(site: Site, node: string): readonly NodeFile[] {
  const isMember = site.nodes.some(({ name }) => name === node);
  const address = { address: '10.0.0.1', prefix: 24, family: 4 } as const;
  const idle = { ...site, nodes: [{ name: node, interfaces: [{ name: 'eth0', addresses: [address] }] }] };
  const from = isMember ? site : { ...idle, vips: [], services: [], pools: [] };
  const { release, problems } = compileRelease(from, TARGET);
  if (release === undefined) throw new Error(JSON.stringify(problems));
  return release.files.filter((file) => file.node === node);
}
